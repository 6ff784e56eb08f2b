package org.gateway4j.contract;

import java.io.IOException;
import java.io.InputStream;

/** One request as the application sees it, and its means to answer. */
public interface ApplicationCall {

    /** The method. */
    String method();

    /** The request URI. */
    String uri();

    /** The length of the body that the application was told; 0 if it was told none. */
    long contentLength();

    /** The body, read from the connection as it is asked for. */
    InputStream input();

    /** Asks for more of the body, where the protocol wants that, without waiting for it. */
    default void askForMore() throws IOException {}

    /** Sends head, body and end of the answer, in one write. */
    void answer(int status, byte[] body, String... headers) throws IOException;

    /** Sends the head. */
    void head(int status, String... headers) throws IOException;

    /** Sends a piece of the body. */
    void write(byte[] piece) throws IOException;

    /** Writes to the error output. */
    void error(String text) throws IOException;

    /** Sends something that belongs to neither the head nor the body of the answer, where the protocol has such a thing. */
    default void chatter() throws IOException {
        error("still here\n");
    }

    /** Closes the connection without the protocol's end of the answer. */
    void breakOff() throws IOException;

    /** Reads what comes, away, until the gateway has let go of the connection. */
    void awaitHangUp();
}
