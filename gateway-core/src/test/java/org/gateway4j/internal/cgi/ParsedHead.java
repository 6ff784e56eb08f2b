package org.gateway4j.internal.cgi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.List;
import org.gateway4j.Limits;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.ResponseHead;

/** What {@link ResponseHeadParser} makes of a text. */
final class ParsedHead {

    private ParsedHead() {}

    /** The head that a text begins with; the text must hold all of it. */
    static ResponseHead of(String text) throws AnswerException {
        return of(text, Limits.defaults());
    }

    static ResponseHead of(String text, Limits limits) throws AnswerException {
        ResponseHeadParser parser = new ResponseHeadParser(limits);
        ByteBuffer input = ByteBuffer.wrap(text.getBytes(ISO_8859_1));
        if (!parser.read(input, input.remaining())) {
            throw new AssertionError("head not complete: " + text);
        }
        return parser.head();
    }

    /** The message with which a text is refused. */
    static String refusal(String text) {
        return refusal(text, Limits.defaults());
    }

    static String refusal(String text, Limits limits) {
        AnswerException e = assertThrows(AnswerException.class, () -> of(text, limits), text);
        if (e.kind() != AnswerException.Kind.MALFORMED) {
            throw new AssertionError("kind is " + e.kind());
        }
        return e.getMessage();
    }

    /** What came of feeding pieces of a text: the head or the refusal, and how many bytes were consumed. */
    record Outcome(Object headOrMessage, int consumed) {

        static Outcome of(ResponseHeadParser parser, byte[] bytes, List<Integer> cuts) {
            parser.reset();
            int from = 0;
            try {
                for (int to : cuts) {
                    ByteBuffer piece = ByteBuffer.wrap(bytes, from, to - from);
                    if (parser.read(piece, piece.remaining())) {
                        return new Outcome(parser.head(), piece.position());
                    }
                    from = to;
                }
                return new Outcome("incomplete", from);
            } catch (AnswerException e) {
                return new Outcome(e.getMessage(), -1);
            }
        }
    }
}
