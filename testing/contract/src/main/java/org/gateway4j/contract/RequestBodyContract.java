package org.gateway4j.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestBodyException;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.Spooling;
import org.gateway4j.UnreadableBodyException;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Messages;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Request bodies: of every kind and size, spooled or streamed, and closed exactly once. */
interface RequestBodyContract extends ContractFixture {

    /** Ways to make a body. */
    enum Factory {
        BYTES {
            @Override
            RequestBody make(byte[] content, Path directory) {
                return RequestBody.of(content);
            }
        },
        DIRECT_BUFFER {
            @Override
            RequestBody make(byte[] content, Path directory) {
                return RequestBody.of(
                        ByteBuffer.allocateDirect(content.length).put(content).flip());
            }
        },
        SLICE {
            @Override
            RequestBody make(byte[] content, Path directory) {
                ByteBuffer around = ByteBuffer.allocate(content.length + 9).position(4);
                around.put(content).flip().position(4);
                return RequestBody.of(around);
            }
        },
        STREAM {
            @Override
            RequestBody make(byte[] content, Path directory) {
                return RequestBody.of(new ByteArrayInputStream(content), content.length);
            }
        },
        CHANNEL {
            @Override
            RequestBody make(byte[] content, Path directory) {
                return RequestBody.of(Channels.newChannel(new ByteArrayInputStream(content)), content.length);
            }
        },
        FILE {
            @Override
            RequestBody make(byte[] content, Path directory) throws IOException {
                return RequestBody.of(Files.write(directory.resolve("content"), content));
            }
        },
        STREAM_OF_UNKNOWN_LENGTH {
            @Override
            RequestBody make(byte[] content, Path directory) {
                return RequestBody.of(new ByteArrayInputStream(content), -1);
            }
        },
        CHANNEL_OF_UNKNOWN_LENGTH {
            @Override
            RequestBody make(byte[] content, Path directory) {
                return RequestBody.of(Channels.newChannel(new ByteArrayInputStream(content)), -1);
            }
        };

        abstract RequestBody make(byte[] content, Path directory) throws IOException;
    }

    static Stream<Arguments> bodies() {
        return Stream.of(Factory.values())
                .flatMap(factory ->
                        Stream.of(0, 1, 56 * 1024, 56 * 1024 + 1, 300_000).map(size -> Arguments.of(factory, size)));
    }

    @ParameterizedTest
    @Covers({"fastcgi/nginx-68-71", "fastcgi/nginx-132-140", "cgi/rfc3875-4.1.2"})
    @MethodSource("bodies")
    default void bodyOfEveryKindArrivesWithItsTrueLength(Factory factory, int size, @TempDir Path directory)
            throws Exception {
        AtomicLong told = new AtomicLong(-1);
        application().behave(call -> {
            told.set(call.contentLength());
            call.answer(200, call.input().readAllBytes());
        });
        byte[] content = Bytes.random(size, size);
        WatchedBody body = new WatchedBody(factory.make(content, directory));
        Gateway gateway = gateway();
        try (GatewayResponse response = gateway.dispatch(post(body))) {
            assertArrayEquals(content, response.body().readAllBytes());
        }
        assertEquals(size, told.get());
        assertClosedOnce(body);
        assertEquals(kept(), gateway.stats().idle());
    }

    @Test
    @Covers("fastcgi/caddy-5420")
    default void spoolingAllReadsTheBodyBeforeAConnectionIsTaken() throws Exception {
        application().behave(call -> call.answer(200, call.input().readAllBytes()));
        byte[] content = Bytes.random(200_000, 3);
        Gateway gateway = gateway(settings().with(settings().spooling().withMode(Spooling.Mode.ALL)));
        InputStream source = new ByteArrayInputStream(content) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                assertEquals(0, gateway.stats().opened());
                return super.read(target, offset, length);
            }
        };
        try (GatewayResponse response = gateway.dispatch(post(RequestBody.of(source, content.length)))) {
            assertArrayEquals(content, response.body().readAllBytes());
        }
    }

    @Test
    default void unknownLengthIsRefusedByPolicy() {
        Gateway gateway = gateway(settings().with(settings().spooling().withMode(Spooling.Mode.REFUSE_UNKNOWN_LENGTH)));
        assertRejected(gateway, RequestBody.of(InputStream.nullInputStream(), -1), 411);
    }

    @Test
    default void bodyBeyondTheCapIsRefused() {
        Gateway gateway = gateway(settings().with(settings().spooling().withMaxBytes(1000)));
        assertRejected(gateway, RequestBody.of(new ByteArrayInputStream(new byte[1001]), -1), 413);
        Gateway all = gateway(settings()
                .with(settings().spooling().withMode(Spooling.Mode.ALL).withMaxBytes(100_000)));
        assertRejected(all, RequestBody.of(new ByteArrayInputStream(new byte[100_001]), 100_001), 413);
    }

    private void assertRejected(Gateway gateway, RequestBody content, int status) {
        WatchedBody body = new WatchedBody(content);
        RequestRejectedException rejection =
                assertThrows(RequestRejectedException.class, () -> gateway.dispatch(post(body)));
        assertEquals(status, rejection.suggestedStatus());
        assertFalse(rejection.mayHaveRun());
        assertFalse(rejection.blamesBackend());
        assertClosedOnce(body);
        assertEquals(0, gateway.stats().opened());
    }

    @Test
    default void bothDirectionsStreamAtOnce() throws Exception {
        application().behave(call -> {
            call.head(200);
            byte[] piece = new byte[10_000];
            for (int count = call.input().read(piece);
                    count >= 0;
                    count = call.input().read(piece)) {
                call.write(Arrays.copyOf(piece, count));
            }
        });
        byte[] content = Bytes.random(8 * 1024 * 1024, 11);
        Gateway gateway = gateway();
        RequestBody body = RequestBody.of(new ByteArrayInputStream(content), content.length);
        try (GatewayResponse response = gateway.dispatch(post(body))) {
            assertArrayEquals(content, response.body().readAllBytes());
        }
        assertEquals(kept(), gateway.stats().idle());
    }

    @Test
    @Covers({"fastcgi/nginx-75-78", "fastcgi/nginx-79-82", "fastcgi/nginx-132-140"})
    default void firstBytesReachTheApplicationBeforeTheLastAreRead() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        application().behave(call -> {
            assertEquals(1, call.input().readNBytes(1).length);
            seen.countDown();
            call.answer(200, Bytes.of("" + (1 + call.input().readAllBytes().length)));
        });
        InputStream slow = new ByteArrayInputStream(new byte[200_000]) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                if (available() < 100_000) {
                    openUninterruptibly(seen);
                }
                return super.read(target, offset, length);
            }
        };
        try (GatewayResponse response = gateway().dispatch(post(RequestBody.of(slow, 200_000)))) {
            assertEquals("200000", Bytes.text(response.body().readAllBytes()));
        }
    }

    private static void openUninterruptibly(CountDownLatch latch) {
        try {
            Await.open(latch);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    default void earlyAnswerIsHadBeforeTheBodyIsRead() throws Exception {
        application().behave(call -> {
            call.answer(413, Bytes.of("too much"));
            call.awaitHangUp();
        });
        WatchedBody body =
                new WatchedBody(RequestBody.of(new ByteArrayInputStream(new byte[32 * 1024 * 1024]), 32 * 1024 * 1024));
        Gateway gateway = gateway();
        try (GatewayResponse response = gateway.dispatch(post(body))) {
            assertEquals(413, response.status());
            assertEquals("too much", Bytes.text(response.body().readAllBytes()));
        }
        assertClosedOnce(body);
        assertTrue(body.bytesRead() < 32 * 1024 * 1024, () -> body.bytesRead() + " bytes were read");
        assertEquals(1, gateway.stats().closed());
    }

    @ParameterizedTest
    @Covers({
        "fastcgi/nginx-145-148",
        "ajp/complaint-13",
        "ajp/CVE-2005-3164",
        "ajp/CVE-2009-1191",
        "ajp/CVE-2008-5519",
        "ajp/failure-body"
    })
    @ValueSource(ints = {100, 300_000})
    default void bodyShorterThanDeclaredIsAFailureOfTheRequest(int declared) {
        application().behave(call -> call.answer(200, call.input().readAllBytes()));
        WatchedBody body = new WatchedBody(RequestBody.of(new ByteArrayInputStream(new byte[99]), declared));
        RequestBodyException failure =
                assertThrows(RequestBodyException.class, () -> gateway().dispatch(post(body)));
        assertEquals(400, failure.suggestedStatus());
        assertFalse(failure.blamesBackend());
        Messages.assertContains("99 of " + declared, failure);
        assertClosedOnce(body);
    }

    @ParameterizedTest
    @Covers("fastcgi/nginx-141-144")
    @ValueSource(ints = {100, 300_000})
    default void bodyLongerThanDeclaredIsNotReadFurther(int declared) throws Exception {
        application().behave(call -> call.answer(200, call.input().readAllBytes()));
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
        WatchedBody body = new WatchedBody(RequestBody.of(endless, declared));
        try (GatewayResponse response = gateway().dispatch(post(body))) {
            assertEquals(declared, response.body().readAllBytes().length);
        }
        assertEquals(declared, body.bytesRead());
    }

    @ParameterizedTest
    @Covers({
        "ajp/complaint-13",
        "ajp/complaint-17",
        "ajp/CVE-2026-78383",
        "ajp/CVE-2022-36760",
        "ajp/CVE-2012-4557",
        "ajp/failure-body"
    })
    @ValueSource(ints = {100, 300_000, -1})
    default void bodyThatCannotBeReadIsAFailureOfTheRequest(int length) {
        application().behave(call -> call.answer(200, call.input().readAllBytes()));
        InputStream broken = new InputStream() {
            private int left = 99;

            @Override
            public int read() throws IOException {
                if (left-- == 0) {
                    throw new IOException("client is gone");
                }
                return 'x';
            }

            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                target[offset] = (byte) read();
                return 1;
            }
        };
        WatchedBody body = new WatchedBody(RequestBody.of(broken, length));
        RequestBodyException failure =
                assertThrows(RequestBodyException.class, () -> gateway().dispatch(post(body)));
        Messages.assertContains("client is gone", failure);
        assertEquals(
                "client is gone",
                assertInstanceOf(IOException.class, failure.getCause()).getMessage());
        assertClosedOnce(body);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 300_000, -1})
    default void bodyThatCannotBeReadMaySayWithWhichStatus(int length) {
        application().behave(call -> call.answer(200, call.input().readAllBytes()));
        InputStream limited = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new UnreadableBodyException(413, "more than the host accepts");
            }

            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                return read();
            }
        };
        RequestBodyException failure = assertThrows(
                RequestBodyException.class, () -> gateway().dispatch(post(RequestBody.of(limited, length))));
        assertEquals(413, failure.suggestedStatus());
        Messages.assertContains("more than the host accepts", failure);
    }

    @Test
    default void bodyIsClosedOnceWhenTheApplicationFails() {
        application().behave(ApplicationCall::breakOff);
        assertClosedOnce(gateway(), BackendFailureException.class, 300_000);
        assertClosedOnce(gateway(), BackendFailureException.class, 10);
    }

    @Test
    default void bodyIsClosedOnceWhenNobodyIsThere() {
        Gateway gateway = unreachable(settings());
        GatewayException failure = assertClosedOnce(gateway, BackendFailureException.class, 300_000);
        assertFalse(failure.mayHaveRun());
        assertEquals(502, failure.suggestedStatus());
    }

    /** Its first read has the host send 100 (Continue), which must not come before a 502. */
    @Test
    default void bodyThatIsToBeAskedForIsNotReadBeforeAConnectionIsThere() throws Exception {
        application().behave(call -> call.answer(200, call.input().readAllBytes()));
        WatchedBody unread = new WatchedBody(RequestBody.of(new ByteArrayInputStream(new byte[10]), 10));
        assertThrows(
                BackendFailureException.class, () -> unreachable(settings()).dispatch(expectingContinue(unread)));
        assertEquals(0, unread.bytesRead());
        WatchedBody read = new WatchedBody(RequestBody.of(new ByteArrayInputStream(new byte[10]), 10));
        try (GatewayResponse response = gateway().dispatch(expectingContinue(read))) {
            assertEquals(10, response.body().readAllBytes().length);
        }
        assertEquals(10, read.bytesRead());
    }

    private static GatewayRequest expectingContinue(RequestBody body) {
        return GatewayRequest.builder("POST", "/app")
                .header("Expect", "100-continue")
                .body(body)
                .build();
    }

    @Test
    default void bodyIsClosedOnceWhenTheGatewayIsClosed() {
        Gateway gateway = gateway();
        gateway.close();
        assertClosedOnce(gateway, IllegalStateException.class, 10);
    }

    private <E extends Exception> E assertClosedOnce(Gateway gateway, Class<E> failure, int length) {
        WatchedBody body = new WatchedBody(RequestBody.of(new ByteArrayInputStream(new byte[length]), length));
        E thrown = assertThrows(failure, () -> gateway.dispatch(post(body)));
        assertClosedOnce(body);
        return thrown;
    }

    @Test
    default void bodyIsClosedOnceWhenTheResponseIsClosedEarly() throws Exception {
        application().behave(call -> {
            call.head(200);
            call.awaitHangUp();
        });
        WatchedBody body = new WatchedBody(RequestBody.of(new ByteArrayInputStream(new byte[300_000]), 300_000));
        GatewayResponse response = gateway().dispatch(post(body));
        response.close();
        response.close();
        assertClosedOnce(body);
    }
}
