package org.gateway4j.benchmarks.comparison;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.gateway4j.Endpoint;
import org.gateway4j.benchmarks.client.AsyncClient;
import org.gateway4j.benchmarks.client.AsyncContestant;
import org.gateway4j.benchmarks.client.BrowserRequest;
import org.gateway4j.benchmarks.client.Client;
import org.gateway4j.benchmarks.client.Contestant;
import org.gateway4j.benchmarks.client.Workload;
import org.gateway4j.testkit.processes.JavaProgram;

/** GETs on an event loop, beside the blocking gateway, a bare loop with the same bytes, and peers that do not block either. */
final class LoopStudy {

    private static final int BARE = 0;
    private static final int BLOCKING = 1;
    private static final int LOOP = 2;

    private final Plan plan;
    private final Consumer<Result> results;

    LoopStudy(Plan plan, Consumer<Result> results) {
        this.plan = plan;
        this.results = results;
    }

    void run() throws Exception {
        double building = Allocation.perCall(plan, BrowserRequest::get);
        for (Workload workload : new Workload[] {Workload.FASTCGI_GET, Workload.AJP_GET}) {
            for (String socket : new String[] {"tcp", "unix"}) {
                for (int callers : new int[] {1, 16, 64}) {
                    play(workload, socket, callers, building);
                }
            }
        }
        for (int callers : new int[] {1, 16}) {
            peer(AsyncContestant.UNDERTOW, Target.LOOP_UNDERTOW, "tcp", callers);
            peer(AsyncContestant.JETTY, Target.LOOP_JETTY, "tcp", callers);
            peer(AsyncContestant.JETTY, Target.LOOP_JETTY, "unix", callers);
        }
    }

    private void play(Workload workload, String socket, int callers, double building) throws IOException {
        try (JavaProgram application = workload.service().start(socket)) {
            Endpoint endpoint = Endpoint.parse(application.address());
            try (BareLoop bare = new BareLoop(endpoint, workload, callers);
                    Client client = Contestant.GATEWAY.open(endpoint, workload, callers);
                    CallerThreads blocking = new CallerThreads(client, callers);
                    AsyncClient loop = AsyncContestant.LOOP.open(endpoint, workload, callers)) {
                Chains chains = new Chains(loop, callers);
                Match match = Match.play(plan, "bare loop / blocking / loop", bare, blocking, chains);
                String text = workload.protocol() + ", " + situation(socket, callers);
                add(Target.LOOP_BARE, text, match.rates(BARE, LOOP), match.detail());
                Target cpu = callers == 1 ? Target.LOOP_CPU_1 : Target.LOOP_CPU;
                add(cpu, text, match.cpuRatios(BLOCKING, LOOP), "");
                double[] allocated = Arrays.stream(match.allocated(LOOP))
                        .map(bytes -> bytes - building)
                        .toArray();
                add(Target.LOOP_ALLOCATION, text, allocated, "");
            }
        }
    }

    private void peer(AsyncContestant peer, Target target, String socket, int callers) throws IOException {
        Workload workload = peer == AsyncContestant.JETTY ? Workload.FASTCGI_GET : Workload.AJP_GET;
        try (JavaProgram application = workload.service().start(socket)) {
            Endpoint endpoint = Endpoint.parse(application.address());
            try (AsyncClient other = peer.open(endpoint, workload, callers);
                    AsyncClient loop = AsyncContestant.LOOP.open(endpoint, workload, callers)) {
                Match match = Match.play(
                        plan.forPeers(),
                        peer.label() + " / loop",
                        new Chains(other, callers),
                        new Chains(loop, callers));
                add(target, situation(socket, callers), match.rates(0, 1), match.detail());
            }
        }
    }

    private static String situation(String socket, int callers) {
        return socket + ", " + callers + (callers == 1 ? " caller" : " callers");
    }

    private void add(Target target, String situation, double[] rounds, String detail) {
        results.accept(Result.of(target, situation, rounds, detail));
    }
}
