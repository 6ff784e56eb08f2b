package org.gateway4j.host.servlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.gateway4j.host.Mounts;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.RawClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only servlets and filters have to get right, in a container. */
abstract class ContainerCases {

    private static final String FORM =
            "POST %s HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 7";

    private Site site;

    abstract Container start(String contextPath, Deployment deployment) throws Exception;

    /** Whether the container may close a connection whose request was not read to its end when it was answered. */
    abstract boolean closesAfterAnEarlyAnswer();

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        site = new Site(directory);
    }

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    private Mounts mounts(boolean async, String path) {
        return async ? site.async(path) : site.blocking(path);
    }

    private void serve(Deployment deployment) throws Exception {
        site.serveIn(start("", deployment));
    }

    /** A servlet for all paths that answers with what it has read of a form. */
    private static Deployment formReader() {
        return servlet("form", true, new HttpServlet() {
            private static final long serialVersionUID = 1;

            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
                response.getWriter().write("form " + request.getParameter("a"));
            }
        });
    }

    private static Deployment servlet(String name, boolean async, Servlet servlet) {
        return context -> {
            ServletRegistration.Dynamic registration = context.addServlet(name, servlet);
            registration.setAsyncSupported(async);
            registration.addMapping("/*");
        };
    }

    private static Deployment filter(String name, EnumSet<DispatcherType> dispatchers, Filter filter) {
        return context -> {
            FilterRegistration.Dynamic registration = context.addFilter(name, filter);
            registration.setAsyncSupported(true);
            registration.addMappingForUrlPatterns(dispatchers, true, "/*");
        };
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFilterPassesOnWhatNoMountTakesWithItsBody(boolean async) throws Exception {
        GatewayFilter gateway = new GatewayFilter(mounts(async, "/blog"));
        serve(formReader().and(filter("gateway", EnumSet.of(DispatcherType.REQUEST), gateway)));

        String other = site.exchange(FORM.formatted("/other"), "a=value");
        String ours = site.exchange(FORM.formatted("/blog/x"), "a=value");

        assertTrue(other.endsWith("form value") || other.contains("\r\nform value\r\n"), other);
        assertTrue(ours.contains("a=value") && ours.contains("X-Script: /blog\r\n"), ours);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void mountsAreBelowTheContext(boolean async) throws Exception {
        site.serveIn(start("/shop", Deployment.of(new GatewayServlet(mounts(async, "/blog")))));

        String inside = site.exchange("GET /shop/blog/x HTTP/1.1", "");
        String outside = site.exchange("GET /shop/x HTTP/1.1", "");

        assertTrue(inside.startsWith("HTTP/1.1 200 ") && inside.contains("X-Script: /shop/blog\r\n"), inside);
        assertTrue(outside.startsWith("HTTP/1.1 404 "), outside);
    }

    /** The body is gone then, and the application must not take it for an empty one. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBodyThatWasReadBeforeIsAFailure(boolean async) throws Exception {
        Filter reader = (request, response, chain) -> {
            assertEquals("value", request.getParameter("a"));
            chain.doFilter(request, response);
        };
        Semaphore served = new Semaphore(0);
        site.application().serveBy(call -> served.release());
        serve(filter("reader", EnumSet.of(DispatcherType.REQUEST), reader)
                .and(Deployment.of(new GatewayServlet(mounts(async, "/")))));

        String answer = site.exchange(FORM.formatted("/x"), "a=value");

        assertTrue(answer.startsWith("HTTP/1.1 500 ") || answer.startsWith("HTTP/1.1 400 "), answer);
        assertEquals(0, served.availablePermits(), "requests to the application");
    }

    /** Otherwise the servlet behind the filter would end the response as if it were whole. */
    @Test
    void aResponseIsCutAlsoIfTheFilterIsNotMappedForAsync() throws Exception {
        Semaphore seen = new Semaphore(0);
        site.application().serveBy(call -> {
            call.head(200);
            call.write(Bytes.of("part"));
            seen.acquire();
            call.breakOff();
        });
        serve(formReader()
                .and(filter("gateway", EnumSet.of(DispatcherType.REQUEST), new GatewayFilter(site.async("/")))));
        RawClient client = site.connect();
        client.send("GET /x HTTP/1.1\r\nHost: h.example\r\n\r\n");
        client.readHead();
        assertEquals("4\r\npart", client.read(7));

        seen.release();

        assertEquals(
                "", client.read(1_000).strip(), "what follows the part: no last chunk, and nothing of the servlet");
    }

    /** It is dispatched once more for that, which must not depend on how the container reads the path. */
    @ParameterizedTest
    @ValueSource(strings = {"/", "/a?b=c", "/a%2Fb", "/a;v=1/b", "/a%25b/c", "/{a}|b", "/a//b"})
    void aResponseIsCutWhateverItsTarget(String target) throws Exception {
        Semaphore seen = new Semaphore(0);
        site.application().serveBy(call -> {
            call.head(200);
            call.write(Bytes.of("part"));
            seen.acquire();
            call.breakOff();
        });
        serve(Deployment.of(new GatewayServlet(site.async("/"))));
        RawClient client = site.connect();
        client.send("GET " + target + " HTTP/1.1\r\nHost: h.example\r\n\r\n");
        client.readHead();
        assertEquals("4\r\npart", client.read(7));

        seen.release();

        assertEquals("", client.read(1_000).strip(), "what follows the part: no last chunk");
    }

    /**
     * The client pauses within its upload, so a read of the body is under way when the application has answered. It must not take
     * bytes of the next request.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anUploadThatAnAnswerOvertakesDoesNotDisturbTheNextRequest(boolean async) throws Exception {
        site.application().serveBy(call -> call.answer(200, Bytes.of(call.uri()), "Content-Length", "6"));
        serve(Deployment.of(new GatewayServlet(mounts(async, "/"))));

        for (int i = 100; i < 120; i++) {
            RawClient client = site.connect();
            client.sendHead("POST /up" + i + " HTTP/1.1", "Host: h.example", "Content-Length: 60000");
            client.send("x".repeat(59_000));
            client.readHead();
            assertEquals("/up" + i, client.read(6));

            assertNextIsServed(client, "/ok" + i);
        }
    }

    private void assertNextIsServed(RawClient client, String target) throws IOException {
        String status;
        String body;
        try {
            client.send("x".repeat(1_000));
            client.sendHead("GET " + target + " HTTP/1.1", "Host: h.example");
            status = client.readHead().get(0);
            body = client.read(6);
        } catch (EOFException | SocketException e) {
            assertTrue(closesAfterAnEarlyAnswer(), "the connection has ended: " + e);
            return;
        }
        assertEquals("HTTP/1.1 200", status.substring(0, 12));
        assertEquals(target, body);
    }

    /** Then the thread of the request waits, and writes what the loop gives it. */
    @Test
    void servesWhereAsyncIsNotSupported() throws Exception {
        byte[] body = Bytes.random(3 << 20, 7);
        site.application().serveBy(call -> {
            byte[] received = call.input().readAllBytes();
            call.answer(200, received, "Content-Length", Integer.toString(received.length));
        });
        serve(servlet("gateway", false, new GatewayServlet(site.async("/"))));
        RawClient client = site.connect();
        client.sendHead("POST /x HTTP/1.1", "Host: h.example", "Content-Length: " + body.length);
        Future<?> upload = client.sendMeanwhile(body);

        assertEquals("HTTP/1.1 200", client.readHead().get(0).substring(0, 12));
        assertArrayEquals(body, client.readBytes(body.length));
        upload.get();
    }

    @Test
    void cutsAResponseWhereAsyncIsNotSupported() throws Exception {
        site.application().serveBy(call -> {
            call.head(200, "Content-Length", "10");
            call.write(Bytes.of("part"));
            call.breakOff();
        });
        serve(servlet("gateway", false, new GatewayServlet(site.async("/"))));

        String answer = site.exchange("GET /x HTTP/1.1", "");

        assertTrue(answer.endsWith("part") || answer.startsWith("HTTP/1.1 502 "), answer);
    }

    @Test
    void aClientThatLeavesFreesTheApplicationWhereAsyncIsNotSupported() throws Exception {
        Semaphore letGo = new Semaphore(0);
        site.application().serveBy(call -> {
            call.head(200);
            try {
                while (true) {
                    call.write(Bytes.random(64 * 1024, 8));
                }
            } catch (IOException e) {
                letGo.release();
            }
        });
        serve(servlet("gateway", false, new GatewayServlet(site.async("/"))));
        RawClient client = site.connect();
        client.send("GET /x HTTP/1.1\r\nHost: h.example\r\n\r\n");
        client.readHead();

        client.close();

        assertTrue(letGo.tryAcquire(20, TimeUnit.SECONDS), "the application is held");
    }

    @Test
    void answers404WhereAsyncIsNotSupported() throws Exception {
        serve(servlet("gateway", false, new GatewayServlet(site.async("/blog"))));

        String answer = site.exchange("GET /x HTTP/1.1", "");

        assertTrue(answer.startsWith("HTTP/1.1 404 "), answer);
        assertFalse(answer.contains("gateway4j"), answer);
    }
}
