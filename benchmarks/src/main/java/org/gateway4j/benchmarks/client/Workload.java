package org.gateway4j.benchmarks.client;

import org.gateway4j.benchmarks.responder.Service;

/**
 * What each call moves.
 *
 * @param service what the application does
 * @param body how many bytes are sent, 0 for a GET
 */
public record Workload(Service service, int body) {

    private static final int SMALL = 200;

    /** A GET with an answer of that size. */
    public static Workload get(Service.Kind kind, int answer) {
        return new Workload(new Service(kind, answer, Service.USUAL_PACKET), 0);
    }

    /** A POST with a small answer. */
    public static Workload post(Service.Kind kind, int body, int packet) {
        return new Workload(new Service(kind, SMALL, packet), body);
    }

    /** A POST to FastCGI of which the body comes back. */
    public static Workload echo(int body) {
        return new Workload(new Service(Service.Kind.FASTCGI_ECHO, body, Service.USUAL_PACKET), body);
    }

    boolean isAjp() {
        return service.kind() == Service.Kind.AJP;
    }

    /** How many bytes the body of the answer has. */
    int answer() {
        return service.answer();
    }
}
