package org.gateway4j.benchmarks.client;

import org.gateway4j.benchmarks.responder.Service;

/** What each call moves. An answer has 200 bytes, unless it is what the workload is about. */
public enum Workload {
    /** A small request and a small answer. */
    FASTCGI_GET(Service.Kind.FASTCGI, 0, 200),
    /** The same. */
    AJP_GET(Service.Kind.AJP, 0, 200),
    /** The same, on a connection of its own. */
    SCGI_GET(Service.Kind.SCGI, 0, 200),
    /** The same, on a connection of its own. */
    UWSGI_GET(Service.Kind.UWSGI, 0, 200),

    /** A body that fits beside the head. */
    FASTCGI_POST_1K(Service.Kind.FASTCGI, 1 << 10, 200),
    /** The same, larger. */
    FASTCGI_POST_16K(Service.Kind.FASTCGI, 16 << 10, 200),
    /** A body that fits in the one packet that is sent without being asked for. */
    AJP_POST_1K(Service.Kind.AJP, 1 << 10, 200, Service.LARGEST_PACKET),
    /** The same, larger: packets of 8 KiB have no room for it. */
    AJP_POST_16K(Service.Kind.AJP, 16 << 10, 200, Service.LARGEST_PACKET),

    /** An answer of one record. */
    FASTCGI_DOWNLOAD_64K(Service.Kind.FASTCGI, 0, 64 << 10),
    /** A larger one. */
    FASTCGI_DOWNLOAD_1M(Service.Kind.FASTCGI, 0, 1 << 20),
    /** The largest. */
    FASTCGI_DOWNLOAD_64M(Service.Kind.FASTCGI, 0, 64 << 20),
    /** An answer of eight packets. */
    AJP_DOWNLOAD_64K(Service.Kind.AJP, 0, 64 << 10),
    /** A larger one. */
    AJP_DOWNLOAD_1M(Service.Kind.AJP, 0, 1 << 20),
    /** The largest. */
    AJP_DOWNLOAD_64M(Service.Kind.AJP, 0, 64 << 20),

    /** A body in records of 64 KiB. */
    FASTCGI_UPLOAD_64M(Service.Kind.FASTCGI, 64 << 20, 200),
    /** A body in packets of 8 KiB, each of which the container asks for. */
    AJP_UPLOAD_64M(Service.Kind.AJP, 64 << 20, 200),
    /** A body in packets of 64 KiB, each of which the container asks for. */
    AJP_UPLOAD_64M_LARGE_PACKETS(Service.Kind.AJP, 64 << 20, 200, Service.LARGEST_PACKET),

    /** A body that comes back while it is still being sent. */
    FASTCGI_ECHO_8M(Service.Kind.FASTCGI_ECHO, 8 << 20, 8 << 20);

    private final Service.Kind kind;
    private final int body;
    private final int answer;
    private final int packet;

    Workload(Service.Kind kind, int body, int answer) {
        this(kind, body, answer, Service.USUAL_PACKET);
    }

    Workload(Service.Kind kind, int body, int answer, int packet) {
        this.kind = kind;
        this.body = body;
        this.answer = answer;
        this.packet = packet;
    }

    /** What the application does. */
    public Service service() {
        return new Service(kind, answer, packet);
    }

    /** How many bytes are sent, 0 for a GET. */
    public int body() {
        return body;
    }

    /** How many bytes the body of the answer has. */
    int answer() {
        return answer;
    }

    boolean isAjp() {
        return kind == Service.Kind.AJP;
    }

    /** Whether each call needs a connection of its own. */
    boolean isSingle() {
        return kind.isSingle();
    }

    Service.Kind kind() {
        return kind;
    }

    boolean isEcho() {
        return kind == Service.Kind.FASTCGI_ECHO;
    }

    /** In words. */
    public String protocol() {
        return isEcho() ? Service.Kind.FASTCGI.name() : kind.name();
    }
}
