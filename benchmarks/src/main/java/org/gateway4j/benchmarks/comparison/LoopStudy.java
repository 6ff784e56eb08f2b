package org.gateway4j.benchmarks.comparison;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.gateway4j.Endpoint;
import org.gateway4j.benchmarks.client.BrowserRequest;
import org.gateway4j.benchmarks.client.Client;
import org.gateway4j.benchmarks.client.Contestant;
import org.gateway4j.benchmarks.client.Workload;
import org.gateway4j.testkit.processes.JavaProgram;

/** GETs on an event loop, beside the blocking gateway and a bare loop with the same bytes. */
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
        undertow(1);
        undertow(16);
    }

    private void play(Workload workload, String socket, int callers, double building) throws IOException {
        try (JavaProgram application = workload.service().start(socket)) {
            Endpoint endpoint = Endpoint.parse(application.address());
            try (BareLoop bare = new BareLoop(endpoint, workload, callers);
                    Client client = Contestant.GATEWAY.open(endpoint, workload, callers);
                    CallerThreads blocking = new CallerThreads(client, callers);
                    LoopChains loop = new LoopChains(endpoint, workload, callers)) {
                Match match = Match.play(plan, "bare loop / blocking / loop", bare, blocking, loop);
                String text =
                        workload.protocol() + ", " + socket + ", " + callers + (callers == 1 ? " caller" : " callers");
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

    private void undertow(int callers) throws IOException {
        Workload workload = Workload.AJP_GET;
        try (JavaProgram application = workload.service().start("tcp")) {
            Endpoint endpoint = Endpoint.parse(application.address());
            try (Client client = Contestant.UNDERTOW.open(endpoint, workload, callers);
                    CallerThreads peer = new CallerThreads(client, callers);
                    LoopChains loop = new LoopChains(endpoint, workload, callers)) {
                Match match = Match.play(plan.forPeers(), "undertow / loop", peer, loop);
                String text = "tcp, " + callers + (callers == 1 ? " caller" : " callers");
                add(Target.LOOP_UNDERTOW, text, match.rates(0, 1), match.detail());
            }
        }
    }

    private void add(Target target, String situation, double[] rounds, String detail) {
        results.accept(Result.of(target, situation, rounds, detail));
    }
}
