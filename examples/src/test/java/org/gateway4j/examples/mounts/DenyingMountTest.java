package org.gateway4j.examples.mounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gateway4j.GatewayRequest;
import org.gateway4j.examples.LocalHost;
import org.gateway4j.examples.http.Mount;
import org.gateway4j.examples.http.MountTable;
import org.gateway4j.examples.http.Reply;
import org.gateway4j.testkit.RawClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DenyingMountTest {

    private static final Mount APPLICATION = new Mount() {
        @Override
        public void answer(GatewayRequest request, Reply reply) throws IOException {
            reply.text(200, "reached");
        }

        @Override
        public List<String> indexes() {
            return List.of("index.php");
        }
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/data",
                "/data/",
                "/data/pages/start.txt",
                "/DATA/x",
                "/%64ata/x",
                "/d%61t%61",
                "//data/x",
                "/./data/x",
                "/%2e/data/x",
                "/x/../data/x",
                "/x/%2E./data/x",
                "/data;x/y",
                "/;x/data/y",
                "/x/..;/data/y",
                "/data%2Fx",
                "/data%5Cx",
                "/x%2fy%5c.htaccess",
                "/a.inc",
                "/deep/er/A.INC",
                "/a.inc/path/info",
                "/a%2einc",
                "/.htaccess",
                "/sub/.htpasswd",
                "/uploads/x.php",
                "/uploads/2026/11/x.php",
                "/uploads/2026/11/x.php/info",
                "/run/index.php",
                "/run/",
                "/run//",
                "/uploads/2026/"
            })
    void deniesEverySpelling(String path) throws Exception {
        assertEquals(403, status("", path));
        assertEquals(403, status("/app", "/app" + path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/database",
                "/x/data/y",
                "/x?data/y",
                "/a.inc.txt",
                "/include",
                "/uploads/x.phps",
                "/uploads/2026/x.png",
                "/x/uploads/x.php",
                "/run/other.php",
                "/run"
            })
    void leavesOthers(String path) throws Exception {
        assertEquals(200, status("", path));
        assertEquals(200, status("/app", "/app" + path));
    }

    /** Where the pieces of such a path lead differs from container to container. */
    @ParameterizedTest
    @ValueSource(strings = {"/x%2f..%2fdata%2fy", "/x%2fy%5C..%5Cdata", "/x/..;p/data%2Fy", "/%2e%5Cdata"})
    void pathsThatOnlySomeContainerReadsAsADeniedOneAreRefused(String path) throws Exception {
        assertEquals(400, status("", path));
        assertEquals(400, status("/app", "/app" + path));
    }

    private static int status(String prefix, String target) throws Exception {
        List<PathPattern> denied = new ArrayList<>();
        for (String pattern : List.of("/data/", "*.inc", ".ht*", "/uploads/**/*.php", "/run/index.php")) {
            denied.add(PathPattern.parse(pattern));
        }
        MountTable mounts = new MountTable(Map.of(prefix, new DenyingMount(APPLICATION, denied)));
        try (LocalHost host = LocalHost.start(mounts);
                RawClient client = new RawClient(host.address())) {
            client.sendHead("GET " + target + " HTTP/1.1", "Host: h");
            return Integer.parseInt(client.readHead().get(0).split(" ", -1)[1]);
        }
    }

    @ParameterizedTest
    @CsvSource({"/", "/**", "*"})
    void canDenyAll(String pattern) throws Exception {
        MountTable mounts =
                new MountTable(Map.of("", new DenyingMount(APPLICATION, List.of(PathPattern.parse(pattern)))));
        try (LocalHost host = LocalHost.start(mounts)) {
            assertEquals(403, host.get("/any/path").statusCode());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "//", "/a//b", "/a/./b", "..", "/a**", "a/**b"})
    void refusesPatternsThatCannotMean(String pattern) {
        assertThrows(IllegalArgumentException.class, () -> PathPattern.parse(pattern));
    }
}
