package org.gateway4j.examples.beside;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.gateway4j.contract.beside.RawRequest;

/**
 * An answer as an application sends it, and the request that it is played for.
 *
 * @param name what is special about it
 * @param method the method of the request
 * @param octets what the application sends, one octet a character
 */
record OddAnswer(String name, String method, String octets) {

    /** The path of a script that answers with the answer of the number that follows. */
    static final String SCRIPT = "/answer.php";

    /** A field by which an answer of the application can be told from one of the server. */
    static final String MARK = "X-Answer";

    /** The request for the answer of a number. */
    RawRequest request(int number) {
        return RawRequest.request(name, method, SCRIPT + "/" + number);
    }

    byte[] bytes() {
        return octets.getBytes(ISO_8859_1);
    }

    @Override
    public String toString() {
        return name;
    }
}
