package org.gateway4j;

import org.jspecify.annotations.Nullable;

/** The parts of a response other than its body. They are the same whether a thread or an event loop reads the body. */
public interface ResponseFacts {

    /**
     * The status.
     *
     * @return 200 to 999
     */
    int status();

    /**
     * The reason phrase that the application gave.
     *
     * @return the phrase, or an empty string
     */
    String reason();

    /**
     * The response's headers. They contain no hop-by-hop fields ({@code Connection}, {@code Transfer-Encoding} and the
     * like) and no fields that instruct a server ({@code Status}, {@code X-Sendfile}, {@code X-Accel-*}). Values are
     * octet strings, as in {@link Headers}.
     *
     * @return the headers, in the application's order
     */
    Headers headers();

    /**
     * Whether the response can have a body at all. A response to HEAD, one with status 204, 205 or 304, and a
     * successful one to CONNECT have none (RFC 9110 sections 6.4.1 and 15.3.6), whatever the application sends. If
     * true, the body may still be empty.
     *
     * @return false if there is no body to read
     */
    boolean hasBody();

    /**
     * The length of the body, if the application declared it. A body that turns out to be shorter ends in an exception.
     * A longer body is cut at the declared length, with a warning in the log.
     *
     * @return the number of bytes, or -1 if it is not known; 0 for a response that has no body
     */
    long contentLength();

    /**
     * The length that the application declared, even if there is no body. In a response to HEAD, and in one with status
     * 304, it is the length that a GET would have had (RFC 9110 section 8.6). A {@code Content-Length} among the
     * {@link #headers} has the same value. With status 204 no length is declared; with status 205 it is 0.
     *
     * @return the number of bytes, or -1 if none was declared
     */
    long declaredLength();

    /**
     * What the application asks the server to send in place of this response's body.
     *
     * @return a local redirect or a file; null for nearly all responses
     */
    @Nullable
    Handoff handoff();

    /**
     * The exit status that the application reports: FastCGI's {@code appStatus}, or the exit code of a CGI program.
     *
     * @return 0 to 2<sup>32</sup>-1; -1 before the end of the body is reached, and with a protocol that has no exit
     *     status
     */
    long exitStatus();
}
