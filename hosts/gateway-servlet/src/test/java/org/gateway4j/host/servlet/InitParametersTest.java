package org.gateway4j.host.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gateway4j.Gateway;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.host.Mounts;
import org.gateway4j.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gateways that init parameters describe. */
class InitParametersTest {

    private static final String FASTCGI = "target=fastcgi:127.0.0.1:9000;root=/srv/www";

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : text.split(";", -1)) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                parameters.put(parameter.substring(0, equals), parameter.substring(equals + 1));
            }
        }
        return parameters;
    }

    private static ServletConfig config(String text) {
        Map<String, String> parameters = parameters(text);
        ServletContext context = mock(ServletContext.class);
        when(context.getContextPath()).thenReturn("");
        ServletConfig config = mock(ServletConfig.class);
        when(config.getServletName()).thenReturn("blog");
        when(config.getServletContext()).thenReturn(context);
        when(config.getInitParameterNames()).thenAnswer(asked -> Collections.enumeration(parameters.keySet()));
        parameters.forEach((name, value) -> when(config.getInitParameter(name)).thenReturn(value));
        return config;
    }

    private static String refusal(GatewayServlet servlet, String text) {
        return assertThrows(ServletException.class, () -> servlet.init(config(text)))
                .getMessage();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                FASTCGI,
                FASTCGI + ";mount=/blog;prefix=stripped;async=true;trusted-proxies=10.0.0.0/8, ::1",
                FASTCGI + ";front-controller=/index.php;file-checks=false;max-connections=20",
                "target=fastcgi:unix:/run/php/php-fpm.sock;script=/srv/app.py;head-timeout=500ms;read-timeout=5m",
                "target=ajp:127.0.0.1:8009;secret=changeit;max-connections=50;async=true;exchange-timeout=off",
                "target=scgi:127.0.0.1:4000;max-connections=4;head-timeout=1s",
                "target=scgi:unix:/run/app.sock;async=true",
                "target=uwsgi:127.0.0.1:3031;max-connections=4;modifier1=5;modifier2=255",
                "target=uwsgi:unix:/run/app.sock;async=true",
                "target=cgi:/bin/sh;max-processes=3;connect-timeout=1h;acquire-timeout=1s;write-timeout=1s;"
                        + "request-body-timeout=2m"
            })
    void makesAGateway(String text) throws Exception {
        GatewayServlet servlet = new GatewayServlet();
        ServletConfig config = config(text);
        servlet.init(config);
        assertEquals(config, servlet.getServletConfig());
        servlet.destroy();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "root=/srv | target is missing",
                "target=127.0.0.1:9000 | target is \"127.0.0.1:9000\": must be fastcgi:ADDRESS",
                "target=http:127.0.0.1:80 | must be fastcgi:ADDRESS",
                "target=fastcgi:nowhere;root=/srv | target: endpoint \"nowhere\"",
                "target=fastcgi:127.0.0.1:9000 | root is missing",
                "target=cgi:/nonexistent | target is \"cgi:/nonexistent\": there is neither",
                FASTCGI + ";async=yes | async is \"yes\": must be true or false",
                FASTCGI + ";mount=blog | mount path \"blog\" must be",
                FASTCGI + ";prefix=gone | prefix is \"gone\": must be mounted, kept or stripped",
                FASTCGI + ";trusted-proxies=proxy.example | trusted-proxies is \"proxy.example\"",
                FASTCGI + ";front-controller=index.php | front-controller is \"index.php\"",
                FASTCGI + ";max-connections=0 | max-connections is \"0\": must be a number from 1 to 999999",
                FASTCGI + ";head-timeout=30 | head-timeout is \"30\": must be a time greater than zero",
                FASTCGI + ";head-timeout=0s | must be a time greater than zero",
                FASTCGI + ";secret=x | secret is unknown; allowed are target, mount, prefix",
                "target=cgi:/bin/sh;root=/srv | root is unknown",
                "target=scgi:nowhere | target: endpoint \"nowhere\"",
                "target=scgi:127.0.0.1:4000;modifier1=5 | modifier1 is unknown",
                "target=uwsgi:127.0.0.1:3031;modifier1=256 | modifier1 is \"256\": must be a number from 0 to 255",
                "target=uwsgi:127.0.0.1:3031;modifier2=x | modifier2 is \"x\": must be a number from 0 to 255"
            })
    void refusesAMistakeByName(String text, String message) {
        String refusal = refusal(new GatewayServlet(), text);
        assertTrue(refusal.startsWith("servlet blog: "), refusal);
        assertTrue(refusal.contains(message), refusal);
    }

    @Test
    void aGatewayWhoseMountIsRefusedIsClosed() {
        Gateway blocking = mock(Gateway.class);
        AsyncGateway async = mock(AsyncGateway.class);
        GatewayParameters built = mock(GatewayParameters.class);
        when(built.build()).thenReturn(blocking);
        when(built.buildAsync()).thenReturn(async);

        assertThrows(IllegalArgumentException.class, () -> ParameterMount.mount("blog", built, false));
        assertThrows(IllegalArgumentException.class, () -> ParameterMount.mount("blog", built, true));

        verify(blocking).close();
        verify(async).close();
    }

    @Test
    void aSecretIsInNoMessage() {
        String refusal = refusal(new GatewayServlet(), "target=ajp:127.0.0.1:8009;secret=pass\u20ac");
        assertTrue(refusal.contains("init parameter secret"), refusal);
        assertFalse(refusal.contains("pass"), refusal);
    }

    @Test
    void codeThatHasSetAllLeavesNothingToParameters() {
        Gateway gateway = mock(Gateway.class);
        when(gateway.name()).thenReturn("mock");
        String refusal = refusal(new GatewayServlet(gateway), "target=ajp:127.0.0.1:8009");
        assertTrue(refusal.contains("target is unknown; none is allowed"), refusal);
    }

    @Test
    void gatewaysThatBlockAndOthersAreNotMixed() {
        Gateway blocking = mock(Gateway.class);
        when(blocking.name()).thenReturn("first");
        AsyncGateway other = mock(AsyncGateway.class);
        when(other.name()).thenReturn("second");
        Mounts mounts =
                Mounts.builder().mount("/a", blocking).mount("/b", other).build();
        String message = assertThrows(IllegalArgumentException.class, () -> new GatewayFilter(mounts))
                .getMessage();
        assertTrue(message.contains("first") && message.contains("second") && message.contains("buildAsync"), message);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theGatewayIsClosedWithItsServlet(boolean async, @TempDir Path directory) throws Exception {
        Site site = new Site(directory);
        Container container = TomcatContainer.start("", context -> {
            ServletRegistration.Dynamic servlet = context.addServlet("blog", GatewayServlet.class);
            servlet.setInitParameter("target", "fastcgi:" + site.application().endpoint());
            servlet.setInitParameter("script", "/srv/app.php");
            servlet.setInitParameter("mount", "/blog");
            servlet.setInitParameter("async", Boolean.toString(async));
            servlet.setAsyncSupported(true);
            servlet.addMapping("/blog/*");
        });
        site.serveIn(container);

        String answer = site.exchange("GET /blog/x HTTP/1.1", "");

        assertTrue(answer.startsWith("HTTP/1.1 200 ") && answer.contains("X-Script: /blog\r\n"), answer);
        container.close();
        Await.untilEquals(0, site.application()::openConnections, "connections of a closed gateway");
        site.close();
    }
}
