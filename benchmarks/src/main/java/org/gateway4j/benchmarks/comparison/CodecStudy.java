package org.gateway4j.benchmarks.comparison;

import java.util.function.Consumer;
import org.gateway4j.benchmarks.CodecBenchmark;
import org.gateway4j.benchmarks.responder.Service;

/** What the codecs allocate. */
final class CodecStudy {

    private static final int LARGE = 1 << 20;

    static void run(Plan plan, Consumer<Result> results) throws Exception {
        for (Service.Kind protocol : new Service.Kind[] {Service.Kind.FASTCGI, Service.Kind.AJP}) {
            CodecBenchmark small = codec(protocol, 200);
            CodecBenchmark large = codec(protocol, LARGE);
            double head = Allocation.perCall(plan, small::encodeHead);
            double answer = Allocation.perCall(plan, small::encodeHeadAndDecodeAnswer) - head;
            double body = Allocation.perCall(plan, large::encodeHeadAndDecodeAnswer) - head - answer;
            accept(results, protocol + ", encoding a request head", head, "");
            String handedOut = String.format("the response head, which is handed out: %.0f B", answer);
            accept(results, protocol + ", decoding 1 MiB of body", Math.max(0, body), handedOut);
        }
    }

    private static CodecBenchmark codec(Service.Kind protocol, int answer) {
        CodecBenchmark codec = new CodecBenchmark();
        codec.protocol = protocol;
        codec.answerSize = answer;
        codec.begin();
        return codec;
    }

    private static void accept(Consumer<Result> results, String situation, double bytes, String detail) {
        double[] once = {Math.rint(bytes)};
        results.accept(Result.of(Target.CODEC_ALLOCATION, situation, once, detail));
    }
}
