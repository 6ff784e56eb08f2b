package org.gateway4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.gateway4j.examples.mounts.Applications;
import org.gateway4j.examples.options.CommandLine;
import org.gateway4j.examples.tomcat.AjpTomcat;
import org.gateway4j.testkit.RawClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The host in front of a Tomcat. */
class TomcatHostIT extends HostContract {

    private static final int PACKET = 32 * 1024;

    /** Kept, because loggers are not. The servlet fails on purpose, which Tomcat would tell at length. */
    private static final Logger LOG =
            Logger.getLogger("org.apache.catalina.core.ContainerBase.[Tomcat].[localhost].[/app]");

    @TempDir
    static Path root;

    private static AjpTomcat tomcat;

    @BeforeAll
    static void start() throws IOException {
        tomcat = AjpTomcat.start(
                root,
                Map.of(
                        "packetSize",
                        Integer.toString(PACKET),
                        "allowedRequestAttributesPattern",
                        "app\\..*",
                        "tomcatAuthentication",
                        "false"),
                "/app",
                TomcatHostIT::addServlet);
        LOG.setLevel(Level.OFF);
    }

    private static void addServlet(Context context) {
        Wrapper servlet = Tomcat.addServlet(context, "scripts", new ScriptsServlet(root));
        servlet.addMapping("/");
        servlet.addMapping("/echo.php/*");
    }

    @AfterAll
    static void stop() {
        tomcat.close();
    }

    /**
     * Tomcat neither ends a response nor closes the connection if a servlet fails after its first bytes went out: only the
     * deadline of reads tells.
     */
    @Override
    protected String application() {
        return "ajp:" + tomcat.endpoint() + ",secret=" + tomcat.secret() + ",packet=" + PACKET + ",timeout.read=3s";
    }

    @Override
    protected Path root() {
        return root;
    }

    @Test
    void forwardsThePathAsItCame() throws Exception {
        Properties seen = properties(host.get("/app/echo.php/more%20path;v=1?q=%20a&b"));

        assertEquals("/app/echo.php/more%20path;v=1", seen.getProperty("REQUEST_URI"));
        assertEquals("/more path", seen.getProperty("PATH_INFO"));
        assertEquals("q=%20a&b", seen.getProperty("QUERY_STRING"));
        assertEquals("127.0.0.1", seen.getProperty("REMOTE_ADDR"));
        assertEquals(Integer.toString(host.address().getPort()), seen.getProperty("LOCAL_PORT"));
        assertEquals("null", seen.getProperty("ATTRIBUTE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUERY", "VERSION-CONTROL", "PURGE", "REPORT"})
    void passesMethodsWithAndWithoutACode(String method) throws Exception {
        startHost("stored=REPORT");
        HttpResponse<String> response =
                host.send(host.request("/app/echo.php").method(method, BodyPublishers.noBody()));

        assertEquals(method, properties(response).getProperty("REQUEST_METHOD"));
    }

    @Test
    void addsTheMountsAttributes() throws Exception {
        startHost("attribute.app.flag=set by the mount");

        assertEquals("set by the mount", properties(host.get("/app/echo.php")).getProperty("ATTRIBUTE"));
    }

    @Test
    void passesTomcatsRefusalOfAnAttribute() throws Exception {
        startHost("attribute.other=x");

        assertEquals(403, host.get("/app/echo.php").statusCode());
    }

    @Test
    void passesTomcatsRefusalOfAWrongSecret() throws Exception {
        try (LocalHost stranger = start("/=ajp:" + tomcat.endpoint() + ",secret=guessed")) {
            assertEquals(403, stranger.get("/app/echo.php").statusCode());
        }
    }

    @Test
    void reachesATomcatOnAUnixSocket() throws Exception {
        Path socket = root.resolve("ajp.sock");
        try (AjpTomcat other = AjpTomcat.start(
                        root, Map.of("unixDomainSocketPath", socket.toString()), "/other", TomcatHostIT::addServlet);
                LocalHost local = start("/=ajp:unix:" + socket + ",secret=" + other.secret())) {
            assertEquals("127.0.0.1", properties(local.get("/other/echo.php")).getProperty("REMOTE_ADDR"));
        }
    }

    private static LocalHost start(String mount) throws Exception {
        return LocalHost.start(Applications.of(CommandLine.parse("--mount", mount)));
    }

    @Test
    void asksNewConnectionsAndIdleOnes() throws Exception {
        startHost("ping=1ms,ping.connect=on,max=1");

        for (int i = 0; i < 5; i++) {
            assertEquals(200, host.get("/app/echo.php").statusCode());
        }
    }

    @Test
    void sendsAFileThatTheServletAsksFor() throws Exception {
        startHost("sendfile=" + root);
        Path file = Files.writeString(root.resolve("file.txt"), "a file\n");

        assertEquals("a file\n", host.get("/app/sendfile?" + file).body());
    }

    @Test
    void aHeadThatFitsTheLargerPacketPasses() throws Exception {
        HttpResponse<String> response = host.send(host.request("/app/echo.php").header("X-Large", "x".repeat(20_000)));

        assertEquals(200, response.statusCode());
    }

    @Test
    void aHeadLargerThanThePacketIsRefused() throws Exception {
        HttpResponse<String> response = host.send(host.request("/app/echo.php").header("X-Large", "x".repeat(40_000)));

        assertEquals(431, response.statusCode());
        assertTrue(response.body().startsWith("The header fields are too large ("), response.body());
    }

    @Test
    void anUpgradeToWebSocketIsRefused() throws Exception {
        try (RawClient client = new RawClient(host.address())) {
            client.sendHead(
                    "GET /app/echo.php HTTP/1.1", "Host: x", "Upgrade: websocket", "Connection: Upgrade, close");
            List<String> head = client.readHead();

            assertEquals("HTTP/1.1 501 Not Implemented", head.get(0));
            assertTrue(client.read(MIB).startsWith("Not implemented ("));
        }
    }
}
