package org.gateway4j.benchmarks.comparison;

import static org.gateway4j.benchmarks.client.Contestant.BARE;
import static org.gateway4j.benchmarks.client.Contestant.GATEWAY;
import static org.gateway4j.benchmarks.client.Contestant.GATEWAY_WITHOUT_DEADLINES;
import static org.gateway4j.benchmarks.client.Contestant.HELPER_THREAD;
import static org.gateway4j.benchmarks.client.Contestant.JETTY;
import static org.gateway4j.benchmarks.client.Contestant.UNDERTOW;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.gateway4j.Endpoint;
import org.gateway4j.benchmarks.client.BrowserRequest;
import org.gateway4j.benchmarks.client.CgiContestant;
import org.gateway4j.benchmarks.client.Client;
import org.gateway4j.benchmarks.client.Contestant;
import org.gateway4j.benchmarks.client.HelloScript;
import org.gateway4j.benchmarks.client.Workload;
import org.gateway4j.testkit.processes.JavaProgram;

/** Exchanges with an application: one contestant beside another, with the same work before the same application. */
final class ExchangeStudy {

    private static final List<String> SOCKETS = List.of("tcp", "unix");

    private static final int BASE = 0;
    private static final int OTHER = 1;

    private final Plan plan;
    private final Consumer<Result> results;

    ExchangeStudy(Plan plan, Consumer<Result> results) {
        this.plan = plan;
        this.results = results;
    }

    /**
     * Under what a match is played.
     *
     * @param workload what each call moves
     * @param socket what the application listens on
     * @param callers how many threads call
     */
    private record Setting(Workload workload, String socket, int callers) {

        String text() {
            return socket + ", " + callers + (callers == 1 ? " caller" : " callers");
        }

        String textWithProtocol() {
            return workload.protocol() + ", " + text();
        }

        JavaProgram application() throws IOException {
            return workload.service().start(socket);
        }

        Client client(Contestant contestant, JavaProgram application) throws IOException {
            return contestant.open(Endpoint.parse(application.address()), workload, callers);
        }
    }

    /** A small GET against the bare socket: rate, processor time, allocation. */
    void gets(Workload workload, Target rate) throws Exception {
        double building = Allocation.perCall(plan, BrowserRequest::get);
        for (String socket : SOCKETS) {
            for (int callers : new int[] {1, 16, 64}) {
                Setting setting = new Setting(workload, socket, callers);
                Match match = play(plan, BARE, GATEWAY, setting);
                add(rate, setting.text(), match.rates(BASE, OTHER), match.detail());
                add(Target.ADDED_CPU, setting.textWithProtocol(), match.addedCpu(BASE, OTHER), "");
                double[] allocated = Arrays.stream(match.allocated(OTHER))
                        .map(bytes -> bytes - building)
                        .toArray();
                String detail = "building the request: " + Math.round(building) + " B";
                add(Target.ALLOCATION, setting.textWithProtocol(), allocated, detail);
            }
        }
    }

    /** A small GET against the clients of Jetty and Undertow. */
    void peers() throws IOException {
        jetty("tcp", Target.JETTY_RATE_TCP, Target.JETTY_CPU_TCP);
        jetty("unix", Target.JETTY_RATE_UNIX, Target.JETTY_CPU_UNIX);
        peer(UNDERTOW, new Setting(Workload.AJP_GET, "tcp", 1), Target.UNDERTOW_1);
        peer(UNDERTOW, new Setting(Workload.AJP_GET, "tcp", 16), Target.UNDERTOW_16);
    }

    private void jetty(String socket, Target rate, Target cpu) throws IOException {
        Setting setting = new Setting(Workload.FASTCGI_GET, socket, 16);
        Match match = peer(JETTY, setting, rate);
        add(cpu, setting.text(), match.cpuRatios(BASE, OTHER), "");
    }

    /** The floor comes first, so that the peer has run for longer than its warm-up when the gateway is compared with it. */
    private Match peer(Contestant peer, Setting setting, Target rate) throws IOException {
        Match floor = play(plan.forPeers(), peer, BARE, setting);
        String situation = "rate over the client of " + peer.label() + ", " + setting.text();
        add(Target.FLOOR, situation, floor.rates(BASE, OTHER), floor.detail());
        Match match = play(plan.forPeers(), peer, GATEWAY, setting);
        add(rate, setting.text(), match.rates(BASE, OTHER), match.detail());
        return match;
    }

    /** A POST whose head, body and end leave in one write. */
    void posts() throws IOException {
        post(Workload.FASTCGI_POST_1K, "tcp");
        post(Workload.FASTCGI_POST_1K, "unix");
        post(Workload.FASTCGI_POST_16K, "tcp");
        post(Workload.FASTCGI_POST_16K, "unix");
        post(Workload.AJP_POST_1K, "tcp");
        post(Workload.AJP_POST_16K, "unix");
    }

    private void post(Workload workload, String socket) throws IOException {
        Match match = play(plan, BARE, GATEWAY, new Setting(workload, socket, 1));
        String situation = workload.protocol() + ", " + workload.body() / 1024 + " KiB, " + socket;
        add(Target.POST, situation, match.rates(BASE, OTHER), match.detail());
    }

    /** A large answer, copied to a stream. */
    void downloads() throws IOException {
        large(Target.DOWNLOAD, BARE, Workload.FASTCGI_DOWNLOAD_64M);
        large(Target.DOWNLOAD, BARE, Workload.AJP_DOWNLOAD_64M);
    }

    /** A large request body, streamed. */
    void uploads() throws IOException {
        large(Target.UPLOAD, BARE, Workload.FASTCGI_UPLOAD_64M);
    }

    /** A large request body that comes back meanwhile. */
    void echoes() throws IOException {
        large(Target.DUPLEX, HELPER_THREAD, Workload.FASTCGI_ECHO_8M);
    }

    private void large(Target target, Contestant base, Workload workload) throws IOException {
        for (String socket : SOCKETS) {
            Match match = play(plan.forLongCalls(), base, GATEWAY, new Setting(workload, socket, 1));
            add(target, workload.protocol() + ", " + socket, match.rates(BASE, OTHER), match.detail());
        }
    }

    /** A small GET with deadlines against one without. */
    void deadlines() throws IOException {
        deadlines(new Setting(Workload.FASTCGI_GET, "tcp", 1));
        deadlines(new Setting(Workload.FASTCGI_GET, "tcp", 16));
        deadlines(new Setting(Workload.FASTCGI_GET, "unix", 16));
        deadlines(new Setting(Workload.AJP_GET, "tcp", 16));
    }

    private void deadlines(Setting setting) throws IOException {
        Match match = play(plan, GATEWAY_WITHOUT_DEADLINES, GATEWAY, setting);
        add(Target.DEADLINES, setting.textWithProtocol(), match.rates(BASE, OTHER), match.detail());
    }

    /** An upload over AJP with packets of both sizes, each to an application that is set to the same. */
    void packets() throws IOException {
        for (String socket : SOCKETS) {
            Setting small = new Setting(Workload.AJP_UPLOAD_64M, socket, 1);
            Setting large = new Setting(Workload.AJP_UPLOAD_64M_LARGE_PACKETS, socket, 1);
            try (JavaProgram smallApplication = small.application();
                    JavaProgram largeApplication = large.application();
                    Client smallClient = small.client(GATEWAY, smallApplication);
                    Client largeClient = large.client(GATEWAY, largeApplication)) {
                Match match = play(plan.forLongCalls(), 1, "8 KiB / 64 KiB", smallClient, largeClient);
                add(Target.AJP_PACKETS, small.text(), match.rates(BASE, OTHER), match.detail());
            }
        }
    }

    /** A CGI program, against ProcessBuilder alone. */
    void cgi() throws IOException {
        Plan longer = plan.forServers().forLongCalls();
        for (int callers : new int[] {1, 8}) {
            try (HelloScript script = HelloScript.hello();
                    Client bare = CgiContestant.BARE.open(script, callers);
                    Client gateway = CgiContestant.GATEWAY.open(script, callers)) {
                Match match = play(longer, callers, "bare / gateway", bare, gateway);
                String situation = "/bin/sh, " + callers + (callers == 1 ? " caller" : " callers");
                add(Target.CGI, situation, match.rates(BASE, OTHER), match.rateDetail());
            }
        }
    }

    private static Match play(Plan plan, Contestant base, Contestant other, Setting setting) throws IOException {
        try (JavaProgram application = setting.application();
                Client one = setting.client(base, application);
                Client two = setting.client(other, application)) {
            return play(plan, setting.callers(), base.label() + " / " + other.label(), one, two);
        }
    }

    private static Match play(Plan plan, int callers, String names, Client base, Client other) throws IOException {
        try (CallerThreads ones = new CallerThreads(base, callers);
                CallerThreads others = new CallerThreads(other, callers)) {
            return Match.play(plan, names, ones, others);
        }
    }

    private void add(Target target, String situation, double[] rounds, String detail) {
        results.accept(Result.of(target, situation, rounds, detail));
    }
}
