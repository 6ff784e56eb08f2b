package org.gateway4j.benchmarks.comparison;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.gateway4j.benchmarks.client.Contestant;

/**
 * The rate of one contestant over another's, in some settings.
 *
 * @param target what the figures belong to
 * @param first the one that stands for 1
 * @param second the other
 * @param settings in which they meet, each with words that say what is particular to it
 * @param adapted the plan for such calls
 */
record MatchStudy(Target target, Contestant first, Contestant second, List<Named> settings, UnaryOperator<Plan> adapted)
        implements Study {

    /**
     * A setting.
     *
     * @param name in words
     * @param setting the setting
     */
    record Named(String name, Setting setting) {}

    @Override
    public void run(Plan plan, Consumer<Result> results) throws Exception {
        for (Named named : settings) {
            Match match = Match.play(adapted.apply(plan), named.setting(), first, second);
            results.accept(Result.of(target, named.name(), match.rates(), match.detail()));
        }
    }
}
