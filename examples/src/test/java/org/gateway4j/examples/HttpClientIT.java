package org.gateway4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.gateway4j.examples.mounts.Applications;
import org.gateway4j.examples.options.CommandLine;
import org.gateway4j.examples.tomcat.AjpTomcat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apache HttpClient with its defaults, through the host to a Tomcat. */
class HttpClientIT {

    @TempDir
    static Path root;

    private static AjpTomcat tomcat;
    private static LocalHost host;

    @BeforeAll
    static void start() throws Exception {
        tomcat = AjpTomcat.start(root, Map.of(), "/app", HttpClientIT::addServlet);
        String mount = "/app=ajp:" + tomcat.endpoint() + ",secret=" + tomcat.secret();
        host = LocalHost.start(Applications.of(CommandLine.parse("--mount", mount)));
    }

    private static void addServlet(Context context) {
        Wrapper servlet = Tomcat.addServlet(context, "scripts", new ScriptsServlet(root));
        servlet.addMapping("/echo.php/*");
    }

    @AfterAll
    static void stop() {
        host.close();
        tomcat.close();
    }

    private static String uri(String path) {
        return "http://127.0.0.1:" + host.address().getPort() + path;
    }

    private static String echoed(ClassicHttpRequest request, HttpClientContext context) throws IOException {
        try (CloseableHttpClient client = HttpClients.createDefault()) {
            return client.execute(request, context, response -> {
                assertEquals(200, response.getCode());
                return EntityUtils.toString(response.getEntity());
            });
        }
    }

    @Test
    void offerOfTlsIsPassedOver() throws Exception {
        HttpClientContext context = HttpClientContext.create();
        String seen = echoed(new HttpGet(uri("/app/echo.php/x")), context);

        assertEquals("TLS/1.2", context.getRequest().getFirstHeader("Upgrade").getValue());
        assertTrue(seen.contains("PATH_INFO=/x"), seen);
    }

    @Test
    void bodyWaitsForTheInterimResponse() throws Exception {
        HttpPost post = new HttpPost(uri("/app/echo.php"));
        post.setConfig(RequestConfig.custom().setExpectContinueEnabled(true).build());
        post.setEntity(new StringEntity("a=1"));

        String seen = echoed(post, HttpClientContext.create());
        assertTrue(seen.contains("REQUEST_METHOD=POST"), seen);
        assertTrue(seen.contains("CONTENT_LENGTH=3"), seen);
    }
}
