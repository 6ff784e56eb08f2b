package org.gateway4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.EOFException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Covers("ajp/complaint-17")
class GatewayExceptionTest {

    private static final String BACKEND = "fastcgi unix:/run/php.sock";

    static Stream<Arguments> leaves() {
        Throwable cause = new EOFException();
        return Stream.of(
                arguments(new BackendBusyException(BACKEND, Phase.ACQUIRE, "full", cause), 503, 1, false),
                arguments(new BackendFailureException(BACKEND, Phase.HEAD, true, "broke", cause), 502, 0, true),
                arguments(new BackendTimeoutException(BACKEND, Phase.HEAD, true, "late", cause), 504, 0, true),
                arguments(new ExchangeAbortedException(BACKEND, Phase.BODY, true, "closed", cause), 503, 0, false),
                arguments(new RequestBodyException(BACKEND, Phase.SEND, true, "short", cause), 400, 0, false));
    }

    @ParameterizedTest
    @MethodSource("leaves")
    void eachLeafTellsTheHostWhatToDo(GatewayException e, int status, int retrySeconds, boolean blame) {
        assertEquals(status, e.suggestedStatus());
        assertEquals(retrySeconds == 0 ? null : Duration.ofSeconds(retrySeconds), e.retryAfter());
        assertEquals(blame, e.blamesBackend());
        assertEquals(BACKEND, e.backend());
        assertEquals(BACKEND, e.getMessage().substring(0, BACKEND.length()));
        assertEquals(EOFException.class, e.getCause().getClass());
    }

    @Test
    void theTableOfLeavesIsComplete() {
        Set<Class<?>> tested = leaves().map(row -> row.get()[0].getClass()).collect(Collectors.toSet());
        tested.add(RequestRejectedException.class);
        assertEquals(Set.of(GatewayException.class.getPermittedSubclasses()), tested);
    }

    @Test
    void aMessageBeginsWithTheApplication() {
        GatewayException e = new BackendTimeoutException(
                BACKEND, Phase.HEAD, true, "no response head after 30 s (request sent, may have run)", null);
        assertEquals(
                "fastcgi unix:/run/php.sock: no response head after 30 s (request sent, may have run)", e.getMessage());
        assertEquals(Phase.HEAD, e.phase());
        assertEquals(true, e.mayHaveRun());
    }

    @Test
    void whatWasNeverRunSaysSo() {
        assertEquals(false, new BackendBusyException(BACKEND, Phase.CONNECT, "full", null).mayHaveRun());
        assertEquals(false, new RequestRejectedException(Reason.BAD_REQUEST, "no").mayHaveRun());
    }

    @ParameterizedTest
    @EnumSource
    void aRejectionNeverBlamesTheApplication(Reason reason) {
        GatewayException e = new RequestRejectedException(reason, "no");
        assertEquals(reason.status(), e.suggestedStatus());
        assertEquals(false, e.blamesBackend());
        assertNull(e.retryAfter());
        assertEquals(reason == Reason.CONTENT_TOO_LARGE ? Phase.SPOOL : Phase.CHECK, e.phase());
    }

    @Test
    void aRejectionIsNamedOnce() {
        RequestRejectedException unnamed = new RequestRejectedException(Reason.FORBIDDEN, "no");
        assertEquals("", unnamed.backend());
        assertEquals("no", unnamed.getMessage());
        RequestRejectedException named = unnamed.by(BACKEND);
        assertEquals(BACKEND, named.backend());
        assertEquals(BACKEND + ": no", named.getMessage());
        assertSame(named, named.by("another"));
    }

    @Test
    void eachReasonHasItsStatus() {
        Map<Reason, Integer> expected = Map.of(
                Reason.BAD_REQUEST, 400,
                Reason.FORBIDDEN, 403,
                Reason.NOT_FOUND, 404,
                Reason.LENGTH_REQUIRED, 411,
                Reason.CONTENT_TOO_LARGE, 413,
                Reason.URI_TOO_LONG, 414,
                Reason.HEADERS_TOO_LARGE, 431,
                Reason.NOT_IMPLEMENTED, 501);
        assertEquals(expected, Arrays.stream(Reason.values()).collect(Collectors.toMap(r -> r, Reason::status)));
    }

    @ParameterizedTest
    @ValueSource(ints = {399, 500, 0})
    void onlyTheClientIsToBlameForABodyThatCannotBeRead(int status) {
        assertThrows(IllegalArgumentException.class, () -> new UnreadableBodyException(status, "cut"));
    }
}
