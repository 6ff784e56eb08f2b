package org.gateway4j.contract.host;

import org.gateway4j.testkit.Bytes;

/**
 * A whole answer.
 *
 * @param head its status and fields
 * @param body without the framing
 */
public record HttpAnswer(AnswerHead head, byte[] body) {

    /** {@return the status} */
    public int status() {
        return head.status();
    }

    /** {@return the body, one character a byte} */
    public String text() {
        return Bytes.text(body);
    }

    @Override
    public String toString() {
        return head.lines() + " " + text();
    }
}
