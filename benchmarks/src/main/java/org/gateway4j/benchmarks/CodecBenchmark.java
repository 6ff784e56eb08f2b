package org.gateway4j.benchmarks;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.benchmarks.client.BrowserRequest;
import org.gateway4j.benchmarks.responder.FastCgiAnswer;
import org.gateway4j.fastcgi.internal.FastCgiProtocol;
import org.gateway4j.fastcgi.internal.RoleRequest;
import org.gateway4j.internal.body.OutgoingBody;
import org.gateway4j.internal.cgi.AnswerException;
import org.gateway4j.internal.cgi.ResponseHead;
import org.gateway4j.internal.exchange.ClientProtocol.Signal;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
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

    /** Of the first request of a connection. */
    private static final int FIRST_ID = 1;

    private final GatewayRequest request = BrowserRequest.get();
    private final RoleRequest call = RoleRequest.responder(request, Wire.script(request));
    private final OutgoingBody none = new OutgoingBody(RequestBody.none(), "fastcgi");
    private final FastCgiProtocol encoding = Wire.protocol();
    private final FastCgiProtocol decoding = Wire.protocol();
    private final FastCgiAnswer answer = new FastCgiAnswer(200);
    private int id = FIRST_ID - 1;

    /** What the host does to have a request to dispatch. */
    @Benchmark
    public GatewayRequest buildRequest() {
        return BrowserRequest.get();
    }

    /** All variables, encoded. */
    @Benchmark
    public ByteBuffer encodeHead() throws RequestRejectedException {
        return encoding.begin(call, none, bytes -> {});
    }

    /** As above, then an answer decoded; subtract the one from the other. */
    @Benchmark
    public ResponseHead encodeHeadAndDecodeAnswer() throws RequestRejectedException, AnswerException {
        decoding.begin(call, none, bytes -> {});
        id = id == 65_535 ? FIRST_ID : id + 1;
        ByteBuffer input = answer.to(id);
        while (decoding.decode(input) != Signal.END) {
            int count = decoding.bodyAvailable();
            input.position(input.position() + count);
            decoding.bodyTaken(count);
        }
        return decoding.head();
    }
}
