package org.gateway4j.benchmarks;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.benchmarks.client.BrowserRequest;
import org.gateway4j.benchmarks.responder.Answer;
import org.gateway4j.benchmarks.responder.Service;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.ResponseHead;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * {@code taskset -c 1 java -jar benchmarks/target/benchmarks.jar CodecBenchmark -prof gc}.
 *
 * <p>What do the parts of a dispatch cost that do no I/O? The codec is to allocate nothing but the response head that it
 * hands out.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class CodecBenchmark {

    /** FastCGI counts its requests from 1 to this and over again. */
    private static final int LAST_ID = 65_535;

    /** Which. */
    @Param({"FASTCGI", "AJP"})
    public Service.Kind protocol = Service.Kind.FASTCGI;

    /** How many bytes the answer's body has. */
    public int answerSize = 200;

    private Codec<?> encoding = Codec.of(protocol, BrowserRequest.get());
    private Codec<?> decoding = encoding;
    private Answer answer = answer();
    private int id;

    /** Makes one codec for each direction. */
    @Setup
    public void begin() {
        encoding = Codec.of(protocol, BrowserRequest.get());
        decoding = Codec.of(protocol, BrowserRequest.get());
        answer = answer();
    }

    private Answer answer() {
        return new Service(protocol, answerSize, Service.USUAL_PACKET).fixedAnswer();
    }

    /** What the host does to have a request to dispatch. */
    @Benchmark
    public GatewayRequest buildRequest() {
        return BrowserRequest.get();
    }

    /** The head, encoded: with FastCGI, all variables. */
    @Benchmark
    public ByteBuffer encodeHead() throws RequestRejectedException {
        return encoding.begin();
    }

    /** As above, then an answer decoded; subtract the one from the other. */
    @Benchmark
    public ResponseHead encodeHeadAndDecodeAnswer() throws RequestRejectedException, AnswerException {
        decoding.begin();
        id = id == LAST_ID ? 1 : id + 1;
        return decoding.decode(answer.to(id));
    }
}
