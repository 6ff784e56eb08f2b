package org.gateway4j.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.contract.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What scripts see of the attributes that a gateway gives their processes, set by the real programs. */
@EnabledOnOs(OS.LINUX)
class ScriptAttributesTest extends CgiFixture {

    private static final String HEAD = "printf 'Content-Type: text/plain\\n\\n'";
    private static final ProcessAttributes INHERITED = ProcessAttributes.inherited();

    private CgiGateway.Builder with(ProcessAttributes attributes) {
        return gateway()
                .processes(ProcessConfig.of(1).withGrace(Duration.ofMillis(100)).withAttributes(attributes));
    }

    private Answer get(ProcessAttributes attributes, String target) throws IOException {
        try (Gateway gateway = with(attributes).build()) {
            return Answer.of(gateway.dispatch(GatewayRequest.get(target).build()));
        }
    }

    private List<String> lines(ProcessAttributes attributes, String target) throws IOException {
        return get(attributes, target).body().lines().toList();
    }

    @Test
    void filesLackThePermissionsOfTheMask() throws Exception {
        Path made = directory.resolve("made");
        sh("make", HEAD, "umask; : > " + made);
        assertEquals("0027\n", get(INHERITED.withUmask(0027), "/make").body());
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
    }

    /** All that the shell adds itself is its directory. */
    @Test
    void shellThatSetsTheMaskPassesArgumentsAndVariablesOn() throws Exception {
        dump("test");
        GatewayRequest request = GatewayRequest.get("/test?one+$two;'three")
                .header("X-Odd", "a'b\"c $d `e`")
                .build();
        try (Gateway gateway =
                        with(INHERITED.withUmask(0)).passQueryAsArguments(true).build();
                Gateway plain = gateway().passQueryAsArguments(true).build()) {
            SeenRequest seen = SeenRequest.of(Answer.of(gateway.dispatch(request)));
            SeenRequest usual = SeenRequest.of(Answer.of(plain.dispatch(request)));
            assertEquals(usual.arguments(), seen.arguments());
            assertEquals("a'b\"c $d `e`", seen.variable("HTTP_X_ODD"));
            assertTrue(seen.variables().entrySet().containsAll(usual.variables().entrySet()));
        }
    }

    @Test
    void niceIsAddedToTheHosts() throws Exception {
        sh("nice", HEAD, "nice");
        int own = Integer.parseInt(get(INHERITED, "/nice").body().strip());
        int expected = Math.min(19, own + 7);
        assertEquals(
                expected,
                Integer.parseInt(get(INHERITED.withNice(7), "/nice").body().strip()));
    }

    @Test
    void limitsAreSoftAndHard() throws Exception {
        sh("limits", HEAD, "ulimit -n; ulimit -Hn; ulimit -t; ulimit -c; ulimit -f; ulimit -v");
        ProcessAttributes attributes = INHERITED
                .withLimit(ResourceLimit.OPEN_FILES, 64)
                .withLimit(ResourceLimit.CPU_SECONDS, 5)
                .withLimit(ResourceLimit.CORE_BYTES, 0)
                .withLimit(ResourceLimit.FILE_BYTES, 512 * 1000)
                .withLimit(ResourceLimit.ADDRESS_SPACE_BYTES, 1L << 30);
        assertEquals(List.of("64", "64", "5", "0", "1000", "" + (1 << 20)), lines(attributes, "/limits"));
    }

    @Test
    void scriptThatExceedsALimitFails() throws Exception {
        sh("write", HEAD, "dd if=/dev/zero of=" + directory.resolve("large") + " bs=1000 count=10 2>&-", "kill -9 $$");
        ProcessAttributes attributes = INHERITED.withLimit(ResourceLimit.FILE_BYTES, 4096);
        assertThrows(BackendFailureException.class, () -> get(attributes, "/write"));
        assertEquals(4096, Files.size(directory.resolve("large")));
    }

    /** Root runs scripts as another user; everybody else is refused, since no script could be started. */
    @Test
    void anotherUserNeedsRights() throws Exception {
        openToAll();
        sh("who", HEAD, "id -u; id -g; id -G; touch " + root + "/new 2>&- || echo refused");
        ProcessAttributes attributes = INHERITED.withUser("65534", "65534");
        if ("root".equals(System.getProperty("user.name"))) {
            assertEquals(List.of("65534", "65534", "65534", "refused"), lines(attributes, "/who"));
        } else {
            IllegalStateException refusal = assertThrows(
                    IllegalStateException.class, () -> with(attributes).build());
            assertTrue(refusal.getMessage().contains("must not change its user"), refusal::getMessage);
        }
    }

    private void openToAll() throws IOException {
        for (Path each : List.of(directory, root)) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void allTogether() throws Exception {
        sh("all", HEAD, "umask; ulimit -n; echo \"$#\"");
        ProcessAttributes attributes = INHERITED.withNice(1).withUmask(0077).withLimit(ResourceLimit.OPEN_FILES, 50);
        assertEquals(List.of("0077", "50", "0"), lines(attributes, "/all"));
    }

    /** The last of the programs finds it out, after the process was started. */
    @Test
    void missingInterpreterIsToldByTheWrapper() throws Exception {
        script("missing", "#!/nowhere/interpreter");
        BackendFailureException failure =
                assertThrows(BackendFailureException.class, () -> get(INHERITED.withNice(1), "/missing"));
        assertTrue(failure.getMessage().contains("exited with status 127"), failure::getMessage);
        assertTrue(failure.getMessage().contains("/missing"), failure::getMessage);
    }

    @Test
    void endOfAScriptReachesItThroughTheWrappers() throws Exception {
        sh("hang", HEAD, "echo on", "while :; do sleep 1000; done");
        ProcessAttributes attributes = INHERITED.withNice(1).withUmask(0077).withLimit(ResourceLimit.OPEN_FILES, 50);
        try (Gateway gateway = with(attributes).build()) {
            gateway.dispatch(GatewayRequest.get("/hang").build()).close();
        }
        assertEquals(List.of(), scripts());
    }
}
