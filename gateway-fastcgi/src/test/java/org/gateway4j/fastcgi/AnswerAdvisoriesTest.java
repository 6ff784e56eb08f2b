package org.gateway4j.fastcgi;

import static org.gateway4j.contract.fastcgi.Records.STDOUT;
import static org.gateway4j.contract.fastcgi.Records.answer;
import static org.gateway4j.contract.fastcgi.Records.end;
import static org.gateway4j.contract.fastcgi.Records.join;
import static org.gateway4j.contract.fastcgi.Records.record;
import static org.gateway4j.contract.fastcgi.Records.stderr;
import static org.gateway4j.contract.fastcgi.Records.stdout;
import static org.gateway4j.fastcgi.Driven.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayResponse;
import org.gateway4j.contract.RecordingListener;
import org.gateway4j.contract.fastcgi.Records;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What applications have done to other front ends, named as in {@link AdvisoriesTest}. */
class AnswerAdvisoriesTest extends AdvisoryFixture {

    /** An application that answers one request with these pieces, and all others well. */
    private ScriptedResponder answering(byte[]... pieces) throws IOException {
        ScriptedResponder.Script bad = peer -> {
            peer.request();
            peer.send(pieces);
            peer.awaitHangUp();
        };
        return playing(bad, peer -> peer.answerAll("good"));
    }

    private static BackendFailureException failure(Gateway gateway) {
        return assertThrows(BackendFailureException.class, () -> text(gateway, get()));
    }

    /** Content and padding together do not fit 16 bits: what followed them was read as records. */
    @Test
    @Covers("fastcgi/CVE-2026-55203")
    void cve_2026_55203() throws Exception {
        byte[] forged = record(STDOUT, 1, Bytes.of("forged"), 0);
        byte[] content = new byte[65_535];
        for (int i = 0; i + forged.length <= content.length; i += forged.length) {
            System.arraycopy(forged, 0, content, i, forged.length);
        }
        ScriptedResponder.Script largest = peer -> {
            while (true) {
                int id = peer.request().id();
                peer.send(join(stdout(id, "A: b\n\n"), record(STDOUT, id, content, 255), stdout(id, "last"), end(id)));
            }
        };
        try (ScriptedResponder responder = playing(largest);
                Gateway gateway = open(driver, gateway(responder))) {
            for (int i = 0; i < 3; i++) {
                assertEquals(Bytes.text(content) + "last", text(gateway, get()));
            }
            assertEquals(1, responder.connections());
        }
    }

    /** Lengths in GET_VALUES_RESULT that lead beyond it; also 3ac082b2b. */
    @ParameterizedTest
    @Covers("fastcgi/haproxy-96286b2a8")
    @ValueSource(strings = {"\177", "\16\177FCGI_MAX_CONNS", "\377\377\377\377\1x", "\1\377\377\377\377x", "\200"})
    void haproxy_96286b2a8(String pairs) throws Exception {
        byte[] result = record(Records.GET_VALUES_RESULT, 0, Bytes.of(pairs), 0);
        ScriptedResponder.Script lying = peer -> {
            peer.record();
            peer.send(result);
            peer.awaitHangUp();
        };
        try (ScriptedResponder responder = playing(lying)) {
            FastCgiProbe probe = FastCgiProbe.of(responder.endpoint(), Duration.ofSeconds(20));
            assertThrows(BackendFailureException.class, probe::capabilities);
        }
    }

    /** Records of id 0 that nobody has asked for. */
    @ParameterizedTest
    @Covers({"fastcgi/malformed-id-0", "fastcgi/haproxy-a01ba66bc"})
    @ValueSource(ints = {STDOUT, Records.STDERR, Records.END_REQUEST, Records.GET_VALUES_RESULT, Records.UNKNOWN_TYPE})
    void haproxy_a01ba66bc(int type) throws Exception {
        try (ScriptedResponder responder = answering(record(type, 0, new byte[8], 0));
                Gateway gateway = open(driver, gateway(responder))) {
            failure(gateway);
            assertEquals(1, gateway.stats().closed());
            assertEquals("good", text(gateway, get()));
        }
    }

    /** Control characters of error output in logs. */
    @Test
    @Covers("fastcgi/haproxy-f495d486e")
    void haproxy_f495d486e() throws Exception {
        RecordingListener listener = new RecordingListener();
        String hostile = "\033]0;title\007\033[2Jgone\rWARN forged\b\0\u009b31m\n";
        try (ScriptedResponder responder = answering(stderr(1, hostile), answer(1, "good"));
                Gateway gateway = open(driver, gateway(responder).listener(listener))) {
            assertEquals("good", text(gateway, get()));
        }
        String told = listener.events().stream()
                .filter(event -> event.startsWith("applicationError"))
                .reduce("", String::concat);
        assertTrue(told.contains("WARN forged"), told);
        assertTrue(told.chars().allMatch(c -> c >= ' ' && c < 0x7F), told);
    }

    /** A malformed header disclosed memory that earlier answers had been in. */
    @ParameterizedTest
    @Covers("fastcgi/CVE-2012-1180")
    @ValueSource(strings = {"X\0Y: 1\n\n", "X: 1\0\n\n", "X\n\n", "X: 1\r\r\n\n"})
    void cve_2012_1180(String head) throws Exception {
        ScriptedResponder.Script secretive = peer -> {
            int id = peer.request().id();
            peer.send(stdout(id, "X: " + "secret".repeat(100) + "\n\n" + "secret".repeat(1000)), end(id));
            id = peer.request().id();
            peer.send(stdout(id, head), end(id));
            peer.awaitHangUp();
        };
        try (ScriptedResponder responder = playing(secretive);
                Gateway gateway = open(driver, gateway(responder))) {
            assertEquals("secret".repeat(1000), text(gateway, get()));
            BackendFailureException failure = failure(gateway);
            assertFalse(failure.getMessage().contains("secret"), failure.getMessage());
            assertEquals(1, responder.connections());
        }
    }

    /** Header lines that end where a buffer ends were read beyond it. */
    @Test
    @Covers("fastcgi/CVE-2014-3583")
    void cve_2014_3583() throws Exception {
        String line = "X-Long: " + "x".repeat(8192 - 9) + "\n";
        byte[] long8k = stdout(1, Bytes.of(line.repeat(8)));
        try (ScriptedResponder responder = answering(long8k, stdout(1, "A: b"), stdout(1, "c\n\nbody"), end(1));
                Gateway gateway = open(driver, gateway(responder));
                GatewayResponse response = gateway.dispatch(get())) {
            assertEquals(8, response.headers().all("X-Long").size());
            assertEquals("bc", response.headers().first("A"));
            assertEquals("body", Bytes.text(response.body().readAllBytes()));
        }
        try (ScriptedResponder responder = answering(long8k, long8k, stdout(1, "more"));
                Gateway gateway = open(driver, gateway(responder))) {
            assertTrue(failure(gateway).getMessage().contains("limits.responseHead"));
        }
    }

    /** More of a head and of error output than there was room for. */
    @Test
    @Covers("fastcgi/CVE-2013-4365")
    void cve_2013_4365() throws Exception {
        RecordingListener listener = new RecordingListener();
        byte[] flood = stderr(1, "error output\n".repeat(5000));
        try (ScriptedResponder responder = answering(flood, flood, flood, stdout(1, "A: b\n".repeat(501)));
                Gateway gateway = open(driver, gateway(responder).listener(listener))) {
            assertTrue(failure(gateway).getMessage().contains("limits.responseHeaders"));
            assertEquals("good", text(gateway, get()));
        }
        int told = listener.events().stream()
                .filter(event -> event.startsWith("applicationError"))
                .mapToInt(String::length)
                .sum();
        assertTrue(told > 60_000 && told < 200_000, () -> told + " characters");
    }

    /** The header of a record in pieces, with bytes of the records before and behind it. */
    @Test
    @Covers("fastcgi/CVE-2010-3872")
    void cve_2010_3872() throws Exception {
        AtomicInteger pieces = new AtomicInteger();
        ScriptedResponder.Script splitting = peer -> {
            while (true) {
                int id = peer.request().id();
                byte[] all = join(
                        record(STDOUT, id, Bytes.of("A: b\n\nbo"), 3),
                        stderr(id, "x\n"),
                        record(STDOUT, id, Bytes.of("dy"), 255),
                        end(id));
                int size = pieces.get();
                for (int from = 0; from < all.length; from += size) {
                    peer.send(Arrays.copyOfRange(all, from, Math.min(from + size, all.length)));
                }
            }
        };
        try (ScriptedResponder responder = playing(splitting);
                Gateway gateway = open(driver, gateway(responder))) {
            for (int size = 1; size <= 30; size++) {
                pieces.set(size);
                assertEquals("body", text(gateway, get()), "pieces of " + size);
            }
            assertEquals(1, responder.connections());
        }
    }
}
