package org.gateway4j.benchmarks.comparison;

import java.util.function.Consumer;
import org.gateway4j.benchmarks.client.Contestant;
import org.gateway4j.benchmarks.client.Workload;

/** A small GET against the clients of Jetty and Undertow. */
final class PeerStudy implements Study {

    @Override
    public void run(Plan usual, Consumer<Result> results) throws Exception {
        Plan plan = usual.forPeers();
        jetty(plan, "tcp", Target.JETTY_RATE_TCP, Target.JETTY_CPU_TCP, results);
        jetty(plan, "unix", Target.JETTY_RATE_UNIX, Target.JETTY_CPU_UNIX, results);
        undertow(plan, 1, Target.UNDERTOW_1, results);
        undertow(plan, 16, Target.UNDERTOW_16, results);
    }

    private static void jetty(Plan plan, String socket, Target rate, Target cpu, Consumer<Result> results)
            throws Exception {
        Setting setting = new Setting(Workload.FASTCGI_GET, socket, 16);
        floor(plan, setting, Contestant.JETTY, results);
        Match match = Match.play(plan, setting, Contestant.JETTY, Contestant.GATEWAY);
        results.accept(Result.of(rate, setting.text(), match.rates(), match.detail()));
        results.accept(Result.of(cpu, setting.text(), match.cpuRatios(), ""));
    }

    private static void undertow(Plan plan, int callers, Target rate, Consumer<Result> results) throws Exception {
        Setting setting = new Setting(Workload.AJP_GET, "tcp", callers);
        floor(plan, setting, Contestant.UNDERTOW, results);
        Match match = Match.play(plan, setting, Contestant.UNDERTOW, Contestant.GATEWAY);
        results.accept(Result.of(rate, setting.text(), match.rates(), match.detail()));
    }

    /** Comes first, so that the peer has run for longer than its warm-up when the gateway is compared with it. */
    private static void floor(Plan plan, Setting setting, Contestant peer, Consumer<Result> results) throws Exception {
        Match match = Match.play(plan, setting, peer, Contestant.BARE);
        String situation = "rate over the client of " + peer.label() + ", " + setting.text();
        results.accept(Result.of(Target.FLOOR, situation, match.rates(), match.detail()));
    }
}
