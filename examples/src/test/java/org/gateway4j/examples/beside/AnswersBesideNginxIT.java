package org.gateway4j.examples.beside;

import java.util.List;
import java.util.stream.Stream;
import org.gateway4j.examples.LocalHost;
import org.gateway4j.examples.mounts.Mounts;
import org.gateway4j.examples.options.CommandLine;
import org.gateway4j.testkit.backends.Nginx;
import org.gateway4j.testkit.backends.Site;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same answers of a FastCGI application through the host and through nginx: a client is told the same, but for what is
 * listed in fastcgi-nginx-answers.md with its reason.
 */
class AnswersBesideNginxIT {

    private static final String BEFORE = "before 1.";

    private static Comparison comparison;

    @BeforeAll
    static void observe() throws Exception {
        List<OddAnswer> answers = CgiAnswers.all();
        try (Site site = new Site();
                AnswerPlayer application = AnswerPlayer.start(FastCgiLanguage::new, answers)) {
            site.write(OddAnswer.SCRIPT, "");
            String mount = "/=fastcgi:" + application.endpoint() + ",root=" + site.root();
            Nginx nginx = Nginx.start(site, host(application));
            int version = nginx.version();
            try (LocalHost host = LocalHost.start(Mounts.of(CommandLine.parse("--mount", mount)))) {
                comparison = AnswerComparison.of(
                        "nginx",
                        ListedDifference.of("fastcgi-nginx-answers.md", where -> isBefore(where, version)),
                        answers,
                        host.address(),
                        nginx.address());
            } finally {
                nginx.stop();
            }
        }
    }

    private static String host(AnswerPlayer application) {
        return "location / { include %s; fastcgi_pass %s; }".formatted(Nginx.stockVariables(), application.endpoint());
    }

    /** Whether a listed difference is one of this version. */
    private static boolean isBefore(String where, int version) {
        return version < Integer.parseInt(where.substring(BEFORE.length()));
    }

    static Stream<OddAnswer> answers() {
        return CgiAnswers.all().stream();
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
