package org.gateway4j.async;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.gateway4j.CompatibilityKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;

/** The rules of Reactive Streams for the publisher of a response's body. */
class BodyPublisherRulesTest {

    private static SelectorLoop loop;

    @BeforeAll
    static void startLoop() {
        loop = SelectorLoop.start("rules of a publisher");
    }

    @AfterAll
    static void endLoop() {
        loop.close();
    }

    @TestFactory
    Stream<DynamicTest> rules() {
        return CompatibilityKit.rules(Verification::new);
    }

    /** Public for the kit. A body of one byte for each element. */
    public static final class Verification extends FlowPublisherVerification<ByteBuffer> {

        Verification() {
            super(new TestEnvironment(1_000, 100));
        }

        @Override
        public Flow.Publisher<ByteBuffer> createFlowPublisher(long elements) {
            return new ScriptedResponse(loop).arrive(elements).end().publisher(1);
        }

        /** One that has its subscriber already. */
        @Override
        public Flow.Publisher<ByteBuffer> createFailedFlowPublisher() {
            Flow.Publisher<ByteBuffer> taken = new ScriptedResponse(loop).publisher(1);
            taken.subscribe(new Recorder(loop));
            return taken;
        }
    }
}
