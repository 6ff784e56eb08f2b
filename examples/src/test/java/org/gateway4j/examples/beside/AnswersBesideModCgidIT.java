package org.gateway4j.examples.beside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.gateway4j.contract.beside.BesideServer;
import org.gateway4j.contract.beside.Comparison;
import org.gateway4j.contract.beside.ListedDifference;
import org.gateway4j.examples.LocalHost;
import org.gateway4j.examples.mounts.Applications;
import org.gateway4j.examples.options.CommandLine;
import org.gateway4j.testkit.backends.Site;

/**
 * The same answers of a CGI program through the host and through Apache httpd with mod_cgid: a client is told the same, but
 * for what is listed in cgi-mod_cgid-answers.md with its reason.
 */
class AnswersBesideModCgidIT extends BesideServer {

    /** httpd reckons their length itself, or not, as it happens to read the program's output in one piece or in several. */
    private static final Set<String> LEFT_TO_CHANCE = Set.of("HEAD with a body", "HEAD with a length and a body");

    private static final List<OddAnswer> ANSWERS = CgiAnswers.all().stream()
            .filter(answer -> !LEFT_TO_CHANCE.contains(answer.name()))
            .toList();

    @Override
    protected Comparison observe() throws Exception {
        try (Site site = new Site()) {
            fill(site);
            CgiServer httpd = CgiServer.start(CgiServer.Kind.MOD_CGID, site);
            String mount = "/=cgi:" + site.root();
            try (LocalHost host = LocalHost.start(Applications.of(CommandLine.parse("--mount", mount)))) {
                return AnswerComparison.of(
                        "mod_cgid",
                        ListedDifference.of("cgi-mod_cgid-answers.md", "mod_cgid"::equals),
                        ANSWERS,
                        host.address(),
                        httpd.address());
            } finally {
                httpd.stop();
            }
        }
    }

    private static void fill(Site site) throws IOException {
        for (int number = 0; number < ANSWERS.size(); number++) {
            Files.write(
                    site.writable().resolve("" + number), ANSWERS.get(number).bytes());
        }
        String script = "#!/bin/sh\nexec /bin/cat \"" + site.writable() + "$PATH_INFO\"\n";
        Files.setPosixFilePermissions(
                site.write(OddAnswer.SCRIPT, script), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
