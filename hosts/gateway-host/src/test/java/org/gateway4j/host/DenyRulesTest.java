package org.gateway4j.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DenyRulesTest {

    private static final DenyRules RULES = DenyRules.of(
                    "/data/", "*.inc", ".ht*", "/uploads/**/*.php", "/run/index.php")
            .indexes("index.php");

    private final StubGateway application = StubGateway.ofText("reached");

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
        assertTrue(denies("", path));
        assertTrue(denies("/app", "/app" + path));
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
        assertFalse(denies("", path));
        assertFalse(denies("/app", "/app" + path));
    }

    /** Each char is an octet. The application gets the same octets in both cases. */
    @ParameterizedTest
    @ValueSource(strings = {"/pr%C3%A4sent", "/pr\u00C3\u00A4sent", "/PR\u00C3%84SENT/x"})
    void octetsNeedNoEscapes(String path) {
        assertTrue(DenyRules.of("/pr\u00E4sent").deny("", path));
    }

    /** Where the pieces of such a path lead differs from container to container. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/x%2f..%2fdata%2fy",
                "/x%2fy%5C..%5Cdata",
                "/x/..;p/data%2Fy",
                "/%2e%5Cdata",
                "/data//../x",
                "/data/;p/../x"
            })
    void pathsThatOnlySomeContainerReadsAsADeniedOneAreRefused(String path) {
        RequestRejectedException refusal =
                assertThrows(RequestRejectedException.class, () -> denies("/app", "/app" + path));

        assertEquals(Reason.BAD_REQUEST, refusal.reason());
    }

    private boolean denies(String prefix, String path) throws RequestRejectedException {
        Mounts mounts = Mounts.builder()
                .mount(Mount.of(prefix, application).denyRules(RULES))
                .build();
        return mounts.find(path).denies(path);
    }

    @ParameterizedTest
    @EnumSource
    void clientsAreToldThatItIsForbidden(Exchanges exchanges) throws Exception {
        RecordingSink sink = exchanges.serve(
                HostRequest.of("GET", "/app/DATA/x").field("Host", "example.org"),
                exchanges.mount("/app", application).denyRules(RULES));

        assertEquals(403, sink.head.status());
        assertEquals(List.of(), application.requests);
    }

    @ParameterizedTest
    @EnumSource
    void aLocalRedirectMeetsTheSameRules(Exchanges exchanges) throws Exception {
        RecordingSink sink = exchanges.serve(
                HostRequest.of("GET", "/x").field("Host", "example.org"),
                exchanges.mount("/", new StubGateway(asked -> HandedOff.to("/app/data"))),
                exchanges.mount("/app", application).denyRules(RULES));

        assertEquals(403, sink.head.status());
        assertEquals(List.of(), application.requests);
    }

    @ParameterizedTest
    @CsvSource({"/", "/**", "*"})
    void canDenyAll(String pattern) {
        assertTrue(DenyRules.of(pattern).deny("", "/any/path"));
    }

    @Test
    void denyNothingByDefault() {
        assertFalse(Mount.of("/", application).denies("/.htaccess"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "//", "/a//b", "/a/./b", "..", "/a**", "a/**b"})
    void refusesPatternsThatCannotMean(String pattern) {
        assertThrows(IllegalArgumentException.class, () -> DenyRules.of(pattern));
    }
}
