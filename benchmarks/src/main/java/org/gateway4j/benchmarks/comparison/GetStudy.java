package org.gateway4j.benchmarks.comparison;

import java.util.Arrays;
import java.util.function.Consumer;
import org.gateway4j.benchmarks.client.BrowserRequest;
import org.gateway4j.benchmarks.client.Contestant;
import org.gateway4j.benchmarks.client.Workload;
import org.gateway4j.benchmarks.responder.Service;

/** A small GET against the bare socket: rate, processor time, allocation. */
final class GetStudy implements Study {

    private static final int[] CALLERS = {1, 16, 64};

    private final Service.Kind protocol;
    private final Target target;

    GetStudy(Service.Kind protocol, Target target) {
        this.protocol = protocol;
        this.target = target;
    }

    @Override
    public void run(Plan plan, Consumer<Result> results) throws Exception {
        double building = Allocation.perCall(plan, BrowserRequest::get);
        for (String socket : new String[] {"tcp", "unix"}) {
            for (int callers : CALLERS) {
                Setting setting = new Setting(Workload.get(protocol, 200), socket, callers);
                Match match = Match.play(plan, setting, Contestant.BARE, Contestant.GATEWAY);
                String situation = protocol + ", " + setting.text();
                results.accept(Result.of(target, setting.text(), match.rates(), match.detail()));
                results.accept(Result.of(Target.ADDED_CPU, situation, match.addedCpu(), ""));
                double[] allocated = Arrays.stream(match.allocated())
                        .map(bytes -> bytes - building)
                        .toArray();
                results.accept(Result.of(
                        Target.ALLOCATION,
                        situation,
                        allocated,
                        "building the request: " + Math.round(building) + " B"));
            }
        }
    }
}
