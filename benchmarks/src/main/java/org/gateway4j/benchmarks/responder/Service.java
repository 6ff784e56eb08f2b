package org.gateway4j.benchmarks.responder;

import java.io.IOException;
import java.util.Locale;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.processes.JavaProgram;

/**
 * What a responder does.
 *
 * @param kind the protocol and how requests are answered
 * @param answer how many bytes the body of an answer has; an echo has those of the request
 * @param packet the largest AJP packet in bytes
 */
public record Service(Kind kind, int answer, int packet) {

    /** Tomcat's default. */
    public static final int USUAL_PACKET = 8192;

    /** The largest. */
    public static final int LARGEST_PACKET = 65_536;

    /** A protocol and a way to answer. */
    public enum Kind {
        /** FastCGI: the same answer to each request, once the whole of it is there. */
        FASTCGI,
        /** FastCGI: the request's body comes back while it is still being received. */
        FASTCGI_ECHO,
        /** AJP13: the same answer to each request, once its body was asked for packet by packet. */
        AJP,
        /** SCGI: the same answer to a request without a body, after which the connection ends. */
        SCGI,
        /** The uwsgi protocol: the same. */
        UWSGI;

        /** Whether a connection serves one request. */
        public boolean isSingle() {
            return this == SCGI || this == UWSGI;
        }
    }

    /** One side of one connection. */
    public Conversation conversation() {
        return switch (kind) {
            case FASTCGI -> new FastCgiAnswering(fixedAnswer());
            case FASTCGI_ECHO -> new FastCgiEcho();
            case AJP -> new AjpAnswering(fixedAnswer(), packet);
            case SCGI -> new ScgiAnswering(fixedAnswer());
            case UWSGI -> new UwsgiAnswering(fixedAnswer());
        };
    }

    /** What each request is answered with; not for an echo. */
    public Answer fixedAnswer() {
        return switch (kind) {
            case FASTCGI -> new FastCgiAnswer(answer);
            case FASTCGI_ECHO -> throw new IllegalStateException("an echo has no fixed answer");
            case AJP -> new AjpAnswer(answer, packet);
            case SCGI -> new PlainAnswer("Status: 200 OK", answer);
            case UWSGI -> new PlainAnswer("HTTP/1.1 200 OK", answer);
        };
    }

    /**
     * Starts an application that does that, in a process of its own.
     *
     * @param socket what it listens on, {@code tcp} or {@code unix}
     */
    public JavaProgram start(String socket) throws IOException {
        return JavaProgram.start(
                Transport.valueOf(socket.toUpperCase(Locale.ROOT)),
                Responder.class,
                kind + "," + answer + "," + packet);
    }

    static Service parse(String argument) {
        String[] parts = argument.split(",", 3);
        return new Service(Kind.valueOf(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }
}
