package org.gateway4j.examples.beside;

import java.util.List;
import org.gateway4j.contract.beside.BesideServer;
import org.gateway4j.contract.beside.Comparison;
import org.gateway4j.contract.beside.ListedDifference;
import org.gateway4j.examples.LocalHost;
import org.gateway4j.examples.mounts.Applications;
import org.gateway4j.examples.options.CommandLine;
import org.gateway4j.testkit.backends.Nginx;
import org.gateway4j.testkit.backends.Site;

/**
 * The same answers of a FastCGI application through the host and through nginx: a client is told the same, but for what is
 * listed in fastcgi-nginx-answers.md with its reason.
 */
class AnswersBesideNginxIT extends BesideServer {

    @Override
    protected Comparison observe() throws Exception {
        List<OddAnswer> answers = CgiAnswers.all();
        try (Site site = new Site();
                AnswerPlayer application = AnswerPlayer.start(FastCgiLanguage::new, answers)) {
            site.write(OddAnswer.SCRIPT, "");
            String mount = "/=fastcgi:" + application.endpoint() + ",root=" + site.root();
            Nginx nginx = Nginx.start(site, host(application));
            int version = nginx.version();
            try (LocalHost host = LocalHost.start(Applications.of(CommandLine.parse("--mount", mount)))) {
                return AnswerComparison.of(
                        "nginx",
                        ListedDifference.of("fastcgi-nginx-answers.md", ListedDifference.before(version)),
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
}
