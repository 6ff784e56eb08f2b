package org.gateway4j.examples.beside;

import java.util.List;
import java.util.stream.Stream;
import org.gateway4j.examples.LocalHost;
import org.gateway4j.examples.mounts.Mounts;
import org.gateway4j.examples.options.CommandLine;
import org.gateway4j.testkit.backends.Site;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same answers of an AJP container through the host and through Apache httpd with mod_jk: a client is told the same, but for what is
 * listed in mod_jk-answer-differences.md with its reason.
 */
class AnswersBesideModJkIT {

    private static Comparison comparison;

    @BeforeAll
    static void observe() throws Exception {
        List<OddAnswer> answers = AjpAnswers.all();
        try (Site site = new Site();
                AnswerPlayer application = AnswerPlayer.start(AjpLanguage::new, answers)) {
            String mount = "/=ajp:" + application.endpoint();
            AnswerServer httpd = AnswerServer.modJk(site, application.endpoint());
            try (LocalHost host = LocalHost.start(Mounts.of(CommandLine.parse("--mount", mount)))) {
                comparison = AnswerComparison.of(
                        "mod_jk",
                        ListedDifference.of("mod_jk-answer-differences.md", "mod_jk"::equals),
                        answers,
                        host.address(),
                        httpd.address());
            } finally {
                httpd.stop();
            }
        }
    }

    static Stream<OddAnswer> answers() {
        return AjpAnswers.all().stream();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void aClientIsToldTheSame(OddAnswer answer) {
        comparison.assertSame(answer.name());
    }

    @Test
    void everyListedDifferenceOccurs() {
        comparison.assertListedOccur();
    }

    @Test
    void everyListedDifferenceHasAReason() {
        comparison.assertListedHaveReasons();
    }
}
