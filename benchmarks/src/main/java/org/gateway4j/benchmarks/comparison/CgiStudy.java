package org.gateway4j.benchmarks.comparison;

import java.util.function.Consumer;
import org.gateway4j.benchmarks.client.CgiContestant;
import org.gateway4j.benchmarks.client.Client;
import org.gateway4j.benchmarks.client.HelloScript;

/** A CGI program, against ProcessBuilder alone. */
final class CgiStudy implements Study {

    @Override
    public void run(Plan usual, Consumer<Result> results) throws Exception {
        Plan plan = usual.forServers().forLongCalls();
        for (int callers : new int[] {1, 8}) {
            try (HelloScript script = HelloScript.hello();
                    Client bare = CgiContestant.BARE.open(script.file(), callers);
                    Client gateway = CgiContestant.GATEWAY.open(script.file(), callers)) {
                Match match = Match.play(plan, callers, bare, gateway, "bare / gateway");
                results.accept(Result.of(
                        Target.CGI,
                        "/bin/sh, " + callers + (callers == 1 ? " caller" : " callers"),
                        match.rates(),
                        match.rateDetail()));
            }
        }
    }
}
