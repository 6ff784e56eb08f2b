package org.gateway4j.contract;

import java.io.IOException;
import java.io.InputStream;

/** One request as the application sees it, and its means to answer. */
public interface ApplicationCall {

    /** {@return the method} */
    String method();

    /** {@return the request URI} */
    String uri();

    /** {@return the length of the body that the application was told, 0 if it was told none} */
    long contentLength();

    /** {@return the body, read from the connection as it is asked for} */
    InputStream input();

    /**
     * Asks for more of the body, where the protocol wants that, without waiting for it.
     *
     * @throws IOException if the gateway has let go of the connection
     */
    default void askForMore() throws IOException {}

    /**
     * Sends head, body and end of the answer, in one write.
     *
     * @param status of the answer
     * @param body of the answer, of any length
     * @param headers name, value, name, value and so on
     * @throws IOException if the gateway has let go of the connection
     */
    void answer(int status, byte[] body, String... headers) throws IOException;

    /**
     * Sends the head.
     *
     * @param status of the answer
     * @param headers name, value, name, value and so on
     * @throws IOException if the gateway has let go of the connection
     */
    void head(int status, String... headers) throws IOException;

    /**
     * Sends a piece of the body.
     *
     * @param piece bytes that a read of the response may find together
     * @throws IOException if the gateway has let go of the connection
     */
    void write(byte[] piece) throws IOException;

    /**
     * Writes to the error output, where the protocol has one.
     *
     * @param text in ASCII
     * @throws IOException if the gateway has let go of the connection
     */
    void error(String text) throws IOException;

    /**
     * Sends something that belongs to neither the head nor the body of the answer.
     *
     * @throws IOException if the protocol has no such thing here, or the gateway has let go of the connection
     */
    default void chatter() throws IOException {
        error("still here\n");
    }

    /**
     * Closes the connection without the protocol's end of the answer.
     *
     * @throws IOException if the gateway has let go of the connection
     */
    void breakOff() throws IOException;

    /** Reads what comes, away, until the gateway has let go of the connection. */
    void awaitHangUp();
}
