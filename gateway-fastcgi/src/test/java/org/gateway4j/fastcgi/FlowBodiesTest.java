package org.gateway4j.fastcgi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestBodyException;
import org.gateway4j.UnreadableBodyException;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.async.AsyncResponse;
import org.gateway4j.async.SelectorLoop;
import org.gateway4j.contract.WatchedBody;
import org.gateway4j.contract.fastcgi.ReceivedHead;
import org.gateway4j.contract.fastcgi.Records;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Leftovers;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bodies of publishers and for subscribers, through a gateway on a loop. */
@Timeout(60)
class FlowBodiesTest {

    private static final int SIZE = 3 * 1024 * 1024;

    private static final byte[] CONTENT = Bytes.random(SIZE, 11);

    private static final int PIECE = 7_000;

    /** Publishes on a thread of its own for each task, which ends with it. */
    private static final Executor THREADS = task -> new Thread(task).start();

    @TempDir
    Path directory;

    /** What a test does with a gateway. */
    @FunctionalInterface
    private interface Use {

        void apply(AsyncGateway gateway, SelectorLoop loop) throws Exception;
    }

    /** Runs it against an application, and sees that nothing is left. */
    private void with(Transport transport, ScriptedResponder.Script script, Use use) throws Exception {
        Leftovers leftovers = Leftovers.watch();
        try (ScriptedResponder responder = new ScriptedResponder(transport, directory, script);
                SelectorLoop loop = SelectorLoop.start("gateway4j flow");
                AsyncGateway gateway = responder.gateway().buildAsync()) {
            use.apply(gateway, loop);
            Await.untilEquals(0, () -> gateway.stats().inUse(), "connections in use");
        }
        leftovers.awaitNone();
    }

    private static GatewayRequest post(RequestBody body) {
        return GatewayRequest.post("/", body).build();
    }

    private static CompletableFuture<AsyncResponse> send(AsyncGateway gateway, RequestBody body, SelectorLoop loop) {
        return gateway.send(post(body), loop).toCompletableFuture();
    }

    /** Requests one piece after the other, each from another thread. */
    private static final class Collector implements Flow.Subscriber<ByteBuffer> {

        private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
        private final CompletableFuture<byte[]> content = new CompletableFuture<>();
        private Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            subscription.request(1);
        }

        @Override
        public void onNext(ByteBuffer piece) {
            byte[] bytes = new byte[piece.remaining()];
            piece.get(bytes);
            collected.writeBytes(bytes);
            THREADS.execute(() -> subscription.request(1));
        }

        @Override
        public void onError(Throwable cause) {
            content.completeExceptionally(cause);
        }

        @Override
        public void onComplete() {
            content.complete(collected.toByteArray());
        }

        byte[] content() throws Exception {
            return content.get(30, TimeUnit.SECONDS);
        }
    }

    private static void echo(ScriptedPeer peer) throws Exception {
        ReceivedHead head = peer.head();
        byte[] body = peer.body().getBytes(ISO_8859_1);
        peer.send(Records.stdout(head.id(), "Content-Type: text/plain\r\n\r\n"));
        peer.send(Records.stdout(head.id(), body), Records.end(head.id()));
    }

    private static void publish(SubmissionPublisher<ByteBuffer> source) {
        for (int from = 0; from < SIZE; from += PIECE) {
            source.submit(ByteBuffer.wrap(CONTENT, from, Math.min(PIECE, SIZE - from)));
        }
        source.close();
    }

    @ParameterizedTest
    @EnumSource
    void bodiesPassWholeBothWays(Transport transport) throws Exception {
        for (long length : new long[] {SIZE, -1}) {
            with(transport, FlowBodiesTest::echo, (gateway, loop) -> {
                SubmissionPublisher<ByteBuffer> source = new SubmissionPublisher<>(THREADS, 4);
                CompletableFuture<AsyncResponse> sent = send(gateway, RequestBody.of(source, length), loop);
                Await.until("a subscriber", source::hasSubscribers);
                publish(source);
                Collector collector = new Collector();
                sent.thenAccept(response -> response.publisher(20_000).subscribe(collector))
                        .get(30, TimeUnit.SECONDS);
                assertArrayEquals(CONTENT, collector.content());
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancelWithinAnAnswerLetsTheConnectionGo(Transport transport) throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        with(
                transport,
                peer -> {
                    int id = peer.request().id();
                    peer.send(Records.stdout(id, "Content-Type: text/plain\r\n\r\nbegun"));
                    peer.awaitHangUp();
                    gone.countDown();
                },
                (gateway, loop) -> {
                    AsyncResponse response =
                            send(gateway, RequestBody.none(), loop).get();
                    CountDownLatch begun = new CountDownLatch(1);
                    response.publisher(100).subscribe(new Flow.Subscriber<>() {
                        private Flow.Subscription subscription;

                        @Override
                        public void onSubscribe(Flow.Subscription given) {
                            subscription = given;
                            given.request(Long.MAX_VALUE);
                        }

                        @Override
                        public void onNext(ByteBuffer piece) {
                            begun.countDown();
                            THREADS.execute(subscription::cancel);
                        }

                        @Override
                        public void onError(Throwable cause) {}

                        @Override
                        public void onComplete() {}
                    });
                    Await.open(begun);
                    Await.open(gone);
                });
    }

    @ParameterizedTest
    @EnumSource
    void cancelledStageAbortsTheExchange(Transport transport) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        with(
                transport,
                peer -> {
                    peer.head();
                    asked.countDown();
                    peer.awaitHangUp();
                    gone.countDown();
                },
                (gateway, loop) -> {
                    SubmissionPublisher<ByteBuffer> source = new SubmissionPublisher<>(THREADS, 4);
                    WatchedBody body = new WatchedBody(RequestBody.of(source, SIZE));
                    CompletableFuture<AsyncResponse> sent = send(gateway, body, loop);
                    Await.open(asked);
                    Await.until("a subscriber", source::hasSubscribers);
                    assertTrue(sent.cancel(false));
                    Await.open(gone);
                    Await.until("a cancelled subscription", () -> !source.hasSubscribers());
                    assertEquals(1, body.closes());
                });
    }

    @ParameterizedTest
    @EnumSource
    void failureOfAPublisherTellsItsStatus(Transport transport) throws Exception {
        with(transport, ScriptedPeer::awaitHangUp, (gateway, loop) -> {
            SubmissionPublisher<ByteBuffer> source = new SubmissionPublisher<>(THREADS, 4);
            CompletableFuture<AsyncResponse> sent = send(gateway, RequestBody.of(source, SIZE), loop);
            Await.until("a subscriber", source::hasSubscribers);
            source.submit(ByteBuffer.wrap(CONTENT, 0, PIECE));
            source.closeExceptionally(new UnreadableBodyException(413, "too large"));
            Throwable failure =
                    assertThrows(CompletionException.class, sent::join).getCause();
            assertEquals(
                    413, assertInstanceOf(RequestBodyException.class, failure).suggestedStatus());
        });
    }

    @ParameterizedTest
    @EnumSource
    void tooShortAPublisherIsAFailureOfTheBody(Transport transport) throws Exception {
        with(transport, ScriptedPeer::awaitHangUp, (gateway, loop) -> {
            SubmissionPublisher<ByteBuffer> source = new SubmissionPublisher<>(THREADS, 4);
            CompletableFuture<AsyncResponse> sent = send(gateway, RequestBody.of(source, SIZE + 1), loop);
            Await.until("a subscriber", source::hasSubscribers);
            publish(source);
            Throwable failure =
                    assertThrows(CompletionException.class, sent::join).getCause();
            assertInstanceOf(RequestBodyException.class, failure);
            assertFalse(source.hasSubscribers());
        });
    }
}
