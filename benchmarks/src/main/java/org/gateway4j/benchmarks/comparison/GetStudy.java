package org.gateway4j.benchmarks.comparison;

import java.util.Arrays;
import java.util.function.Consumer;
import org.gateway4j.benchmarks.client.BrowserRequest;
import org.gateway4j.benchmarks.client.Contestant;
import org.gateway4j.benchmarks.client.Workload;

/** A small GET against the bare socket: rate, processor time, allocation. */
final class GetStudy implements Study {

    private static final int[] CALLERS = {1, 16, 64};

    private final Workload workload;
    private final Target target;

    GetStudy(Workload workload, Target target) {
        this.workload = workload;
        this.target = target;
    }

    @Override
    public void run(Plan plan, Consumer<Result> results) throws Exception {
        double building = Allocation.perCall(plan, BrowserRequest::get);
        for (String socket : new String[] {"tcp", "unix"}) {
            for (int callers : CALLERS) {
                Setting setting = new Setting(workload, socket, callers);
                Match match = Match.play(plan, setting, Contestant.BARE, Contestant.GATEWAY);
                String situation = workload.protocol() + ", " + setting.text();
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
