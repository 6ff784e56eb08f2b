package org.gateway4j.ajp.tomcat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.UUID;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestBody;
import org.gateway4j.ajp.AjpGateway;
import org.gateway4j.contract.Answer;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tomcat's WebDAV servlet does what each method of RFC 4918 asks it to, whether the method comes as a code or by name. */
@OverEachTomcat
class TomcatWebdavIT extends TomcatTest {

    private static final String[] METHODS = {
        "PUT", "DELETE", "PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK", "OPTIONS"
    };

    private static final String LOCK = """
            <D:lockinfo xmlns:D="DAV:"><D:lockscope><D:exclusive/></D:lockscope>\
            <D:locktype><D:write/></D:locktype><D:owner>ann</D:owner></D:lockinfo>
            """;

    private static final String COLOUR = """
            <D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><C:colour xmlns:C="urn:c">red</C:colour></D:prop></D:set>\
            </D:propertyupdate>
            """;

    @ParameterizedTest
    @Covers("ajp/tomcat-methods")
    @ValueSource(booleans = {false, true})
    void everyMethodDoesItsWork(boolean stored) throws Exception {
        AjpGateway.Builder builder = stored ? builder().sendMethodsByName(METHODS) : builder();
        try (Gateway gateway = open(builder)) {
            Collection folder = new Collection(gateway, "/dav/" + UUID.randomUUID());
            makesResources(folder);
            findsProperties(folder);
            copiesAndMoves(folder);
            locks(folder);
            deletes(folder);
            assertEquals(1, gateway.stats().opened());
            assertEquals(1, gateway.stats().idle());
        }
    }

    private static void makesResources(Collection folder) throws IOException {
        assertTrue(folder.ask(200, "OPTIONS", "").header("DAV").contains("1"));
        folder.ask(201, "MKCOL", "/");
        folder.ask(405, "MKCOL", "/");
        folder.ask(201, "PUT", "/a", "one");
        folder.ask(204, "PUT", "/a", "two");
        folder.ask(409, "MKCOL", "/nowhere/deep");
    }

    private static void findsProperties(Collection folder) throws IOException {
        String all = folder.ask(207, "PROPFIND", "/", "", "Depth", "1").body();
        assertTrue(all.contains(folder.path + "/a<"), all);
        assertTrue(all.contains("<D:getcontentlength>3<"), all);
        String none = folder.ask(207, "PROPFIND", "/", "", "Depth", "0").body();
        assertFalse(none.contains(folder.path + "/a<"), none);
        folder.ask(404, "PROPFIND", "/missing", "", "Depth", "0");
        String patched = folder.ask(207, "PROPPATCH", "/a", COLOUR).body();
        assertTrue(patched.contains("colour"), patched);
    }

    private static void copiesAndMoves(Collection folder) throws IOException {
        folder.ask(201, "COPY", "/a", "", "Destination", folder.uri("/b"));
        folder.ask(204, "COPY", "/a", "", "Destination", folder.uri("/b"), "Overwrite", "T");
        folder.ask(412, "COPY", "/a", "", "Destination", folder.uri("/b"), "Overwrite", "F");
        folder.ask(201, "MOVE", "/b", "", "Destination", folder.uri("/caf%C3%A9"));
        folder.ask(404, "GET", "/b");
        assertEquals("two", folder.ask(200, "GET", "/caf%C3%A9").body());
    }

    private static void locks(Collection folder) throws IOException {
        String token = folder.ask(200, "LOCK", "/a", LOCK, "Timeout", "Second-60", "Depth", "0")
                .header("Lock-Token");
        folder.ask(423, "PUT", "/a", "three");
        folder.ask(204, "PUT", "/a", "three", "If", "(" + token + ")");
        folder.ask(204, "UNLOCK", "/a", "", "Lock-Token", token);
        folder.ask(204, "PUT", "/a", "four");
    }

    private static void deletes(Collection folder) throws IOException {
        folder.ask(204, "DELETE", "/a");
        folder.ask(404, "DELETE", "/a");
        folder.ask(204, "DELETE", "/");
        folder.ask(404, "PROPFIND", "/", "", "Depth", "0");
    }

    /** A collection that a client works on. */
    private record Collection(Gateway gateway, String path) {

        String uri(String member) {
            return "http://localhost" + path + member;
        }

        Answer ask(int status, String method, String member) throws IOException {
            return ask(status, method, member, "");
        }

        Answer ask(int status, String method, String member, String body, String... headers) throws IOException {
            GatewayRequest.Builder request = request(method, path + member).body(RequestBody.of(Bytes.of(body)));
            for (int i = 0; i < headers.length; i += 2) {
                request.header(headers[i], headers[i + 1]);
            }
            Answer answer = Answer.of(gateway.dispatch(request.build()));
            assertEquals(status, answer.status(), () -> method + " " + member + ": " + answer.body());
            return answer;
        }
    }
}
