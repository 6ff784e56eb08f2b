package org.gateway4j.examples.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gateway4j.testkit.backends.RealBackends;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AWStats, a program in Perl, reads an access log when it is asked to and shows what it has counted. */
class AwstatsIT {

    private static final Path AWSTATS = Path.of("/usr/lib/cgi-bin/awstats.pl");

    @TempDir
    Path home;

    private Path scripts;

    /** It looks for its configuration beside itself. */
    @BeforeEach
    void configure() throws Exception {
        RealBackends.installed(AWSTATS);
        scripts = Files.createDirectory(home.resolve("cgi-bin"));
        Files.copy(AWSTATS, scripts.resolve("awstats.pl"));
        assertTrue(scripts.resolve("awstats.pl").toFile().setExecutable(true));
        Path log = Files.writeString(home.resolve("access.log"), """
                192.0.2.1 - - [10/Nov/2026:10:01:00 +0000] "GET /one.html HTTP/1.1" 200 1234 "-" "Mozilla/5.0 Firefox/115.0"
                192.0.2.2 - - [10/Nov/2026:10:02:00 +0000] "GET /two.html HTTP/1.1" 200 4321 "-" "Mozilla/5.0 Firefox/115.0"
                """);
        Files.writeString(
                scripts.resolve("awstats.site.conf"), """
                LogFile="%s"
                LogFormat=1
                SiteDomain="example.org"
                DirData="%s"
                DNSLookup=0
                AllowToUpdateStatsFromBrowser=1
                """.formatted(log, Files.createDirectory(home.resolve("data"))));
    }

    @Test
    void readsALogAndShowsStatistics() throws Exception {
        try (CgiHost host = CgiHost.start("/cgi-bin=cgi:" + scripts)) {
            String page = "/cgi-bin/awstats.pl?config=site&framename=mainright&month=11&year=2026";

            HttpResponse<String> shown = host.get(page + "&update=1");

            assertEquals(200, shown.statusCode(), shown::body);
            assertTrue(shown.body().contains("example.org"), shown::body);
            assertTrue(shown.body().contains("/one.html"), shown::body);
            assertTrue(shown.body().contains("/two.html"), shown::body);
        }
    }

    /** It then exits with 1. */
    @Test
    void tellsWhatIsWrongWithItsConfiguration() throws Exception {
        try (CgiHost host = CgiHost.start("/cgi-bin=cgi:" + scripts)) {
            HttpResponse<String> told = host.get("/cgi-bin/awstats.pl?config=none");

            assertEquals(200, told.statusCode(), told::body);
            assertTrue(told.body().contains("SiteDomain parameter not defined"), told::body);
            assertTrue(told.body().strip().endsWith("</html>"), told::body);
        }
    }
}
