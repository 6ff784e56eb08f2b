package org.gateway4j.fastcgi;

import static org.gateway4j.contract.fastcgi.Records.answer;
import static org.gateway4j.contract.fastcgi.Records.end;
import static org.gateway4j.contract.fastcgi.Records.join;
import static org.gateway4j.contract.fastcgi.Records.stdout;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.gateway4j.BackendFailureException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestBody;
import org.gateway4j.contract.WatchedBody;
import org.gateway4j.contract.fastcgi.ReceivedHead;
import org.gateway4j.contract.fastcgi.ReceivedRecord;
import org.gateway4j.contract.fastcgi.Records;
import org.gateway4j.script.Script;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Authorizer role, as it is on the wire. */
class AuthorizerTest {

    @TempDir
    Path directory;

    private static GatewayRequest request() {
        return GatewayRequest.builder("POST", "/private/page?key=1")
                .header("Content-Length", "5")
                .header("Cookie", "id=7")
                .body(RequestBody.of(Bytes.of("hello")))
                .build();
    }

    private FastCgiGateway gateway(ScriptedResponder responder) {
        return responder
                .gateway()
                .scripts(request -> new Script("/auth.php", "/page", "/srv/auth.php", "/srv"))
                .pool(PoolConfig.of(1))
                .build();
    }

    /** Each connection answers every question in that way. */
    private ScriptedResponder answering(String output) throws Exception {
        return new ScriptedResponder(Transport.UNIX, directory, peer -> {
            while (true) {
                int id = peer.head().id();
                peer.send(join(stdout(id, output), end(id)));
            }
        });
    }

    @Test
    void questionHasNoBodyAndNoStdin() throws Exception {
        List<ReceivedRecord> records = new ArrayList<>();
        ScriptedResponder.Script noting = peer -> {
            while (true) {
                ReceivedRecord record = peer.record();
                records.add(record);
                if (record.isEndOf(Records.PARAMS)) {
                    peer.send(answer(record.id(), ""));
                }
            }
        };
        try (ScriptedResponder responder = new ScriptedResponder(Transport.UNIX, directory, noting);
                FastCgiGateway gateway = gateway(responder)) {
            for (int i = 0; i < 3; i++) {
                assertInstanceOf(Authorization.Allowed.class, gateway.authorize(request()));
            }
            assertEquals(1, responder.connections());
        }
        assertEquals(
                List.of(1, 4, 4, 1, 4, 4, 1, 4, 4),
                records.stream().map(ReceivedRecord::type).toList());
        assertEquals("\0\2\1\0\0\0\0\0", records.get(0).content());
    }

    @Test
    void variablesOfTheResourceAndTheBodyAreWithheld() throws Exception {
        BlockingQueue<ReceivedHead> heads = new LinkedBlockingQueue<>();
        ScriptedResponder.Script noting = peer -> {
            ReceivedHead head = peer.head();
            heads.add(head);
            peer.send(answer(head.id(), ""));
            peer.awaitHangUp();
        };
        try (ScriptedResponder responder = new ScriptedResponder(Transport.UNIX, directory, noting);
                FastCgiGateway gateway = gateway(responder)) {
            gateway.authorize(request());
        }
        Map<String, String> variables = heads.take().variables();
        for (String withheld : List.of("CONTENT_LENGTH", "PATH_INFO", "PATH_TRANSLATED", "SCRIPT_NAME")) {
            assertFalse(variables.containsKey(withheld), withheld);
        }
        assertEquals("POST", variables.get("REQUEST_METHOD"));
        assertEquals("/private/page?key=1", variables.get("REQUEST_URI"));
        assertEquals("/srv/auth.php", variables.get("SCRIPT_FILENAME"));
        assertEquals("id=7", variables.get("HTTP_COOKIE"));
    }

    @Test
    void bodyIsLeftForTheDispatchAfterwards() throws Exception {
        WatchedBody body = new WatchedBody(RequestBody.of(Bytes.of("hello")));
        try (ScriptedResponder responder = answering("Status: 200\n\n");
                FastCgiGateway gateway = gateway(responder)) {
            gateway.authorize(request().toBuilder().body(body).build());
        }
        assertEquals(0, body.bytesRead());
        assertEquals(0, body.closes());
    }

    @Test
    void variableHeadersAreHandedToTheHost() throws Exception {
        String output = "Variable-AUTH_METHOD: database lookup\nvariable-User: tom\n"
                + "Variable-: nameless\nContent-Type: text/plain\nX-Variable-Other: no\n\nignored";
        try (ScriptedResponder responder = answering(output);
                FastCgiGateway gateway = gateway(responder)) {
            for (int i = 0; i < 2; i++) {
                assertEquals(
                        new Authorization.Allowed(Map.of("AUTH_METHOD", "database lookup", "User", "tom")),
                        gateway.authorize(request()));
                assertEquals(0, gateway.stats().inUse());
            }
            assertEquals(1, responder.connections());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 302, 401, 403, 404, 500})
    void anyOtherStatusIsADenialWithItsResponse(int status) throws Exception {
        String output = "Status: " + status + " No\nWWW-Authenticate: Basic\nVariable-User: tom\n\nsorry";
        try (ScriptedResponder responder = answering(output);
                FastCgiGateway gateway = gateway(responder)) {
            Authorization.Denied denied = assertInstanceOf(Authorization.Denied.class, gateway.authorize(request()));
            try (GatewayResponse response = denied.response()) {
                assertEquals(status, response.status());
                assertEquals("Basic", response.headers().first("WWW-Authenticate"));
                assertEquals("sorry", Bytes.text(response.body().readAllBytes()));
            }
            assertEquals(0, gateway.stats().inUse());
        }
    }

    @Test
    void answerThatBreaksOffAllowsNothing() throws Exception {
        ScriptedResponder.Script crashing = peer -> peer.send(stdout(peer.head().id(), "Variable-User: tom\n\npart"));
        try (ScriptedResponder responder = new ScriptedResponder(Transport.UNIX, directory, crashing);
                FastCgiGateway gateway = gateway(responder)) {
            assertThrows(BackendFailureException.class, () -> gateway.authorize(request()));
            assertEquals(0, gateway.stats().inUse());
        }
    }
}
