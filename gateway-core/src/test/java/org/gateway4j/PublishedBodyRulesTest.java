package org.gateway4j;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;

/** The rules of Reactive Streams for the subscriber that a body of pieces has. */
class PublishedBodyRulesTest {

    @TestFactory
    Stream<DynamicTest> rules() {
        return CompatibilityKit.rules(Verification::new);
    }

    /** Public for the kit. The body has been read once and found empty. */
    public static final class Verification extends FlowSubscriberBlackboxVerification<ByteBuffer> {

        private final AtomicReference<RequestBody> body = new AtomicReference<>();

        Verification() {
            super(new TestEnvironment(1_000, 100));
        }

        @Override
        public Flow.Subscriber<ByteBuffer> createFlowSubscriber() {
            AtomicReference<Flow.Subscriber<? super ByteBuffer>> reader = new AtomicReference<>();
            RequestBody made = RequestBody.of((Flow.Publisher<ByteBuffer>) reader::set, -1);
            body.set(made);
            read(made);
            return asOfBuffers(reader.get());
        }

        @SuppressWarnings("unchecked")
        private static Flow.Subscriber<ByteBuffer> asOfBuffers(Flow.Subscriber<? super ByteBuffer> subscriber) {
            return (Flow.Subscriber<ByteBuffer>) subscriber;
        }

        @Override
        public void triggerFlowRequest(Flow.Subscriber<? super ByteBuffer> subscriber) {
            read(body.get());
        }

        private static void read(RequestBody body) {
            try {
                body.read(ByteBuffer.allocate(16));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public ByteBuffer createElement(int element) {
            return ByteBuffer.allocate(1);
        }
    }
}
