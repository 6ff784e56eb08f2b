package org.gateway4j.contract.host;

import org.gateway4j.testkit.Bytes;

/**
 * A whole answer.
 *
 * @param head its status and fields
 * @param text its body without the framing, one character a byte
 */
public record HttpAnswer(AnswerHead head, String text) {

    /** {@return the status} */
    public int status() {
        return head.status();
    }

    /** {@return the bytes of its body} */
    public byte[] body() {
        return Bytes.of(text);
    }

    @Override
    public String toString() {
        return head.lines() + " " + text;
    }
}
