package org.gateway4j.fastcgi;

import static java.util.Objects.requireNonNull;
import static org.gateway4j.contract.fastcgi.Records.end;
import static org.gateway4j.contract.fastcgi.Records.join;
import static org.gateway4j.contract.fastcgi.Records.stdout;
import static org.gateway4j.fastcgi.Driven.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Handoff;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestBody;
import org.gateway4j.SendfileRoots;
import org.gateway4j.contract.facade.Driver;
import org.gateway4j.contract.facade.OverEachDriver;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application asks the host to answer with in its place. */
@OverEachDriver
class HandoffTest {

    @Parameter
    Driver driver;

    private static final int USUAL_REDIRECTS = 5;

    @TempDir
    Path directory;

    private Path root;
    private Path file;
    private Path secret;

    @BeforeEach
    void makeFiles() throws Exception {
        Path real = directory.toRealPath();
        root = Files.createDirectories(real.resolve("files/sub"));
        root = root.getParent();
        file = Files.writeString(root.resolve("sub/a file.txt"), "content");
        secret = Files.writeString(real.resolve("secret.txt"), "secret");
        Files.createDirectory(real.resolve("files-too"));
        Files.writeString(real.resolve("files-too/b.txt"), "other");
        Files.createSymbolicLink(root.resolve("out"), secret);
        Files.createSymbolicLink(root.resolve("in"), file);
        Files.createSymbolicLink(root.resolve("up"), real);
    }

    private ScriptedResponder responder(String head) throws Exception {
        return new ScriptedResponder(Transport.UNIX, directory, peer -> {
            while (true) {
                int id = peer.request().id();
                peer.send(join(stdout(id, head + "\n\nbody"), end(id)));
            }
        });
    }

    private Gateway gateway(ScriptedResponder responder, SendfileRoots roots) {
        return open(driver, responder.gateway().pool(PoolConfig.of(1)).sendfileRoots(roots));
    }

    private static GatewayRequest get() {
        return GatewayRequest.get("/").build();
    }

    private static void assertSends(Path expected, GatewayResponse response) {
        assertEquals(new Handoff.SendFile(expected), response.handoff());
        assertNothingForServers(response);
    }

    private static void assertNothingForServers(GatewayResponse response) {
        response.headers().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            assertFalse(lower.startsWith("x-accel") || lower.contains("send"), name);
        });
    }

    private SendfileRoots accel() {
        return SendfileRoots.none().accel("/protected/", root);
    }

    @Test
    void fileBelowARootIsOffered() throws Exception {
        String head = "Status: 206\nX-Sendfile: " + file + "\nContent-Type: text/x\nX-Accel-Buffering: no";
        try (ScriptedResponder responder = responder(head);
                Gateway gateway =
                        gateway(responder, SendfileRoots.none().sendfile(directory.resolve("nothing"), root))) {
            Files.createDirectory(directory.resolve("nothing"));
            try (GatewayResponse response = gateway.dispatch(get())) {
                assertSends(file, response);
                assertEquals(206, response.status());
                assertEquals("text/x", response.headers().first("Content-Type"));
            }
        }
    }

    @Test
    void linkWithinARootIsOfferedByItsRealPath() throws Exception {
        try (ScriptedResponder responder = responder("x-sendfile: " + root.resolve("in"));
                Gateway gateway = gateway(responder, SendfileRoots.none().sendfile(root));
                GatewayResponse response = gateway.dispatch(get())) {
            assertSends(file, response);
        }
    }

    @Test
    void rootMayBeALink() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), root);
        try (ScriptedResponder responder = responder("X-Sendfile: " + file);
                Gateway gateway = gateway(responder, SendfileRoots.none().sendfile(link));
                GatewayResponse response = gateway.dispatch(get())) {
            assertSends(file, response);
        }
    }

    @ParameterizedTest
    @Covers("fastcgi/sendfile")
    @ValueSource(
            strings = {
                "ROOT/../secret.txt",
                "ROOT/out",
                "ROOT/up/secret.txt",
                "ROOT-too/b.txt",
                "ROOT/nothing",
                "ROOT/sub",
                "ROOT",
                "/etc/passwd",
                "/",
                "sub/a file.txt",
                "ROOT/sub/a%20file.txt",
                "ROOT/sub/a file.txt/"
            })
    void sendfileOutsideOfTheRootsOrOfNoFileIsABadGateway(String template) throws Exception {
        String path = template.replace("ROOT", root.toString());
        if (template.equals("ROOT/sub/a file.txt/")) {
            path = file + "/../../../secret.txt";
        }
        assertRefused("X-Sendfile: " + path, SendfileRoots.none().sendfile(root));
    }

    @ParameterizedTest
    @Covers("fastcgi/sendfile")
    @ValueSource(
            strings = {
                "/protected/../secret.txt",
                "/protected/%2e%2e/secret.txt",
                "/protected/..%2Fsecret.txt",
                "/protected/out",
                "/protected/up/secret.txt",
                "/protected/nothing",
                "/protected/sub",
                "/protected/",
                "/protected",
                "/other/sub/a%20file.txt",
                "/PROTECTED/sub/a%20file.txt",
                "protected/sub/a%20file.txt",
                "@fallback",
                "http://localhost/protected/sub/a%20file.txt",
                "/protected/sub/a%20file.txt%00.png",
                "/protected/%zz",
                "/protected/%252e%252e/secret.txt"
            })
    void accelRedirectOutsideOfTheRootsOrOfNoFileIsABadGateway(String target) throws Exception {
        assertRefused("X-Accel-Redirect: " + target, accel());
    }

    private void assertRefused(String head, SendfileRoots roots) throws Exception {
        try (ScriptedResponder responder = responder(head);
                Gateway gateway = gateway(responder, roots)) {
            BackendFailureException failure =
                    assertThrows(BackendFailureException.class, () -> gateway.dispatch(get()));
            assertEquals(502, failure.suggestedStatus());
            assertTrue(failure.getMessage().contains(head.substring(0, head.indexOf(':'))), failure.getMessage());
            assertEquals(0, gateway.stats().inUse());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/protected/sub/a%20file.txt",
                "/protected/sub/a file.txt",
                "/protected/in?download=1",
                "/protected/nothing/../in",
                "/protected//sub/./a%20file.txt"
            })
    void accelRedirectBelowItsPrefixIsOffered(String target) throws Exception {
        Files.createDirectory(root.resolve("nothing"));
        try (ScriptedResponder responder = responder("X-Accel-Redirect: " + target + "\nX-Accel-Expires: 5");
                Gateway gateway = gateway(responder, accel());
                GatewayResponse response = gateway.dispatch(get())) {
            assertSends(file, response);
        }
    }

    @Test
    void longestPrefixCounts() throws Exception {
        Path deep = Files.createDirectory(directory.toRealPath().resolve("deep"));
        Path other = Files.writeString(deep.resolve("x"), "deep");
        SendfileRoots roots =
                SendfileRoots.none().accel("/", root).accel("/protected/", root).accel("/protected/d/", deep);
        try (ScriptedResponder responder = responder("X-Accel-Redirect: /protected/d/x");
                Gateway gateway = gateway(responder, roots);
                GatewayResponse response = gateway.dispatch(get())) {
            assertSends(other, response);
        }
    }

    /** Of every spelling and of every server, whether or not it is followed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Sendfile: /etc/passwd",
                "X-SENDFILE: /etc/passwd",
                "X-Accel-Redirect: /protected/x",
                "x-accel-redirect: /protected/x",
                "X-Sendfile2: /etc/passwd 0-",
                "X-LIGHTTPD-send-file: /etc/passwd",
                "X-LIGHTTPD-send-file2: /etc/passwd",
                "X-Accel-Buffering: no",
                "X-Accel-Limit-Rate: 1"
            })
    void withoutRootsTheHeaderIsDroppedAndTheBodyIsTheApplications(String header) throws Exception {
        try (ScriptedResponder responder = responder("Content-Type: text/plain\n" + header);
                Gateway gateway = gateway(responder, SendfileRoots.none());
                GatewayResponse response = gateway.dispatch(get())) {
            assertNull(response.handoff());
            assertNothingForServers(response);
            assertEquals(1, response.headers().size());
            assertEquals("body", Bytes.text(response.body().readAllBytes()));
        }
    }

    @Test
    void rootsOfOneHeaderAreNotForTheOther() throws Exception {
        String head = "Content-Type: text/plain\nX-Sendfile: " + file;
        try (ScriptedResponder responder = responder(head);
                Gateway gateway = gateway(responder, accel());
                GatewayResponse response = gateway.dispatch(get())) {
            assertNull(response.handoff());
            assertNothingForServers(response);
        }
    }

    @Test
    void localRedirectIsOfferedAndIsARedirectIfNotFollowed() throws Exception {
        try (ScriptedResponder responder = responder("Location: /next?a=1");
                Gateway gateway = gateway(responder, SendfileRoots.none());
                GatewayResponse response = gateway.dispatch(get())) {
            assertEquals(new Handoff.LocalRedirect("/next?a=1"), response.handoff());
            assertEquals(302, response.status());
            assertEquals("/next?a=1", response.headers().first("Location"));
        }
    }

    /** No client has asked for it, so that none can be blamed. */
    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/a%", "/../x", "/a/../../b", "/%00", "/a%2f../b"})
    void localRedirectToWhatIsNoPathIsABadGateway(String target) throws Exception {
        assertRefused("Location: " + target, SendfileRoots.none());
    }

    /** It is for the client alone (RFC 3875 section 6.3.2). */
    @Test
    void redirectWithAFragmentIsTheClients() throws Exception {
        try (ScriptedResponder responder = responder("Location: /next#top");
                Gateway gateway = gateway(responder, SendfileRoots.none());
                GatewayResponse response = gateway.dispatch(get())) {
            assertNull(response.handoff());
            assertEquals(302, response.status());
            assertEquals("/next#top", response.headers().first("Location"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/protected/none?token=hunter2", "/other/a?token=hunter2", "/protected/%zz?token=hunter2"})
    void refusalShowsNoQuery(String target) throws Exception {
        try (ScriptedResponder responder = responder("X-Accel-Redirect: " + target);
                Gateway gateway = gateway(responder, accel())) {
            BackendFailureException failure =
                    assertThrows(BackendFailureException.class, () -> gateway.dispatch(get()));
            assertFalse(failure.getMessage().contains("hunter2"), failure.getMessage());
        }
    }

    /** Such files are harmless: nothing is executed. */
    @ParameterizedTest
    @ValueSource(strings = {"/protected/what%3F.txt", "/protected/a%5Cb.txt", "/protected/caf%C3%A9.txt"})
    void fileOfAnyNameIsOffered(String target) throws Exception {
        String name = target.replace("/protected/", "").replace("%3F", "?").replace("%5C", "\\");
        Path odd = Files.createFile(root.resolve(name.replace("%C3%A9", "\u00e9")));
        try (ScriptedResponder responder = responder("X-Accel-Redirect: " + target);
                Gateway gateway = gateway(responder, accel());
                GatewayResponse response = gateway.dispatch(get())) {
            assertSends(odd, response);
        }
    }

    @Test
    void octetsThatAreNoTextNameNoFile() throws Exception {
        Files.createFile(root.resolve("\ufffd"));
        assertRefused("X-Accel-Redirect: /protected/%FF", accel());
        assertRefused("X-Sendfile: " + root + "/\u00ff", SendfileRoots.none().sendfile(root));
    }

    @Test
    void redirectIsFollowedAsAGetOfTheSameClient() throws Exception {
        GatewayRequest post = GatewayRequest.builder("POST", "/form")
                .header("Host", "example.org")
                .header("Cookie", "id=7")
                .header("Content-Type", "text/plain")
                .header("Content-Length", "4")
                .variable("MARK", "first")
                .body(RequestBody.of(Bytes.of("body")))
                .build();
        GatewayRequest next = post.followUp(new Handoff.LocalRedirect("/next?a=1"));
        assertEquals("GET", next.method());
        assertEquals("/next?a=1", next.target());
        assertEquals(0, next.body().length());
        assertEquals(1, next.redirects());
        assertEquals("example.org", next.serverName());
        assertEquals("id=7", next.headers().first("Cookie"));
        assertFalse(next.headers().contains("Content-Length"));
        assertFalse(next.headers().contains("Content-Type"));
        assertEquals(Map.of(), next.variables());
        assertEquals(
                2,
                next.followUp(new Handoff.LocalRedirect("/again")).toBuilder()
                        .build()
                        .redirects());
    }

    @Test
    void loopOfRedirectsIsEnded() throws Exception {
        try (ScriptedResponder responder = responder("Location: /again");
                Gateway gateway = gateway(responder, SendfileRoots.none())) {
            GatewayRequest request = get();
            for (int i = 0; i <= USUAL_REDIRECTS; i++) {
                try (GatewayResponse response = gateway.dispatch(request)) {
                    Handoff.LocalRedirect redirect = (Handoff.LocalRedirect) requireNonNull(response.handoff());
                    request = request.followUp(redirect);
                }
            }
            GatewayRequest last = request;
            BackendFailureException failure = assertThrows(BackendFailureException.class, () -> gateway.dispatch(last));
            assertEquals(502, failure.suggestedStatus());
            assertTrue(failure.getMessage().contains("more than 5 local redirects"), failure.getMessage());
            assertEquals(0, gateway.stats().inUse());
        }
    }
}
