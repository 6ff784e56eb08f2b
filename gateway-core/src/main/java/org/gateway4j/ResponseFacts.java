package org.gateway4j;

import org.jspecify.annotations.Nullable;

/** What is known of a response besides its body, whether that is read by a thread or on an event loop. */
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
     * The response's headers. Hop-by-hop fields ({@code Connection}, {@code Transfer-Encoding} and the like) and fields
     * that instruct a server ({@code Status}, {@code X-Sendfile}, {@code X-Accel-*}) are not among them. Values are
     * octet strings, as in {@link Headers}.
     *
     * @return the headers, in the application's order
     */
    Headers headers();

    /**
     * Whether the response can have a body at all. A response to HEAD, one with status 204, 205 or 304, and a successful one to
     * CONNECT have none (RFC 9110 sections 6.4.1 and 15.3.6), whatever the application sends. If true, the body may still be
     * empty.
     *
     * @return false if nothing can be read of it
     */
    boolean hasBody();

    /**
     * The length of the body, where the application declared it. A body that turns out shorter ends in an exception; a
     * longer one is cut, with a warning in the log.
     *
     * @return the number of bytes, or -1 if it is not known; 0 for a response that has no body
     */
    long contentLength();

    /**
     * The length that the application declared, also where there is no body. In a response to HEAD and one with status 304 it is
     * the length that a GET would have had (RFC 9110 section 8.6). A {@code Content-Length} among the {@link #headers} says
     * the same. With status 204 none is declared; with status 205 it is 0.
     *
     * @return the number of bytes, or -1 if none was declared
     */
    long declaredLength();

    /**
     * What the application asks the server to answer with in place of this response's body.
     *
     * @return a local redirect or a file; null for nearly all responses
     */
    @Nullable
    Handoff handoff();

    /**
     * How the application says it ended: FastCGI's {@code appStatus}, a CGI program's exit code.
     *
     * @return the code, 32 bits unsigned; -1 until the end of the body was reached, and with protocols that know none
     */
    long exitStatus();
}
