package org.gateway4j.fastcgi.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.Protocol.Signal;
import org.gateway4j.internal.protocol.ResponseHead;

/**
 * What a protocol makes of an answer that comes in pieces.
 *
 * @param ended whether the answer came to its end
 * @param unread how many bytes were left over
 */
record DecodedAnswer(int status, String headers, String body, boolean ended, int unread) {

    /** Decodes pieces as a driver does. */
    static DecodedAnswer of(FastCgiProtocol protocol, List<ByteBuffer> pieces) throws AnswerException {
        ResponseHead head = null;
        StringBuilder body = new StringBuilder();
        boolean ended = false;
        int unread = 0;
        for (ByteBuffer piece : pieces) {
            Signal signal = ended ? Signal.END : protocol.decode(piece);
            while (signal == Signal.HEAD || signal == Signal.BODY) {
                if (signal == Signal.HEAD) {
                    head = protocol.head();
                } else {
                    body.append(take(protocol, piece));
                }
                signal = protocol.decode(piece);
            }
            ended = signal == Signal.END;
            unread += piece.remaining();
        }
        return head == null
                ? new DecodedAnswer(0, "", "", ended, unread)
                : new DecodedAnswer(head.status(), "" + head.headers(), body.toString(), ended, unread);
    }

    private static String take(FastCgiProtocol protocol, ByteBuffer input) {
        byte[] bytes = new byte[Math.min(protocol.bodyAvailable(), input.remaining())];
        input.get(bytes);
        protocol.bodyTaken(bytes.length);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
