package org.gateway4j.examples.beside;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.gateway4j.contract.beside.BesideServer;
import org.gateway4j.contract.beside.Comparison;
import org.gateway4j.contract.beside.ListedDifference;
import org.gateway4j.examples.LocalHost;
import org.gateway4j.examples.mounts.Applications;
import org.gateway4j.examples.options.CommandLine;
import org.gateway4j.testkit.backends.Daemon;
import org.gateway4j.testkit.backends.Httpd;
import org.gateway4j.testkit.backends.Site;

/**
 * The same answers of an AJP container through the host and through Apache httpd with mod_jk: a client is told the same, but for what is
 * listed in ajp-mod_jk-answers.md with its reason.
 */
class AnswersBesideModJkIT extends BesideServer {

    private static final List<String> MODULES = List.of("mpm_event", "authz_core", "jk");

    @Override
    protected Comparison observe() throws Exception {
        List<OddAnswer> answers = AjpAnswers.all();
        try (Site site = new Site();
                AnswerPlayer application = AnswerPlayer.start(AjpLanguage::new, answers)) {
            String mount = "/=ajp:" + application.endpoint();
            int port = Daemon.freePort();
            Httpd httpd = Httpd.start(site, MODULES, List.of(port), configuration(port, site, application));
            try (LocalHost host = LocalHost.start(Applications.of(CommandLine.parse("--mount", mount)))) {
                return AnswerComparison.of(
                        "mod_jk",
                        ListedDifference.of("ajp-mod_jk-answers.md", "mod_jk"::equals),
                        answers,
                        host.address(),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } finally {
                httpd.stop();
            }
        }
    }

    /** The application answers one request on each connection. mod_jk might reuse one before it knows of the end. */
    private static String configuration(int port, Site site, AnswerPlayer application) {
        return """
                Listen 127.0.0.1:%1$d
                JkWorkerProperty worker.list=application
                JkWorkerProperty worker.application.type=ajp13
                JkWorkerProperty worker.application.host=%2$s
                JkWorkerProperty worker.application.port=%3$d
                JkWorkerProperty worker.application.retries=1
                JkOptions +DisableReuse
                JkShmFile %4$s/jk.shm
                JkLogFile %4$s/jk.log
                JkMount /* application
                """.formatted(
                port, application.endpoint().host(), application.endpoint().port(), site.writable());
    }
}
