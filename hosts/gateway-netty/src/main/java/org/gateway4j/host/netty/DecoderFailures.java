package org.gateway4j.host.netty;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

/** What Netty's decoder says of requests that it cannot read. */
final class DecoderFailures {

    private DecoderFailures() {}

    /** The status for the client. */
    static int status(DecoderResult failure) {
        Throwable cause = failure.cause();
        if (cause instanceof TooLongHttpLineException) {
            return 414;
        }
        return cause instanceof TooLongHttpHeaderException ? 431 : 400;
    }
}
