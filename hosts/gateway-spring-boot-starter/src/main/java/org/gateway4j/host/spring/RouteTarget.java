package org.gateway4j.host.spring;

import org.gateway4j.Endpoint;

/**
 * The application of a route.
 *
 * @param protocol what it speaks
 * @param address where it is, in the form of its protocol
 */
record RouteTarget(Protocol protocol, String address) {

    /** What applications speak. Its names are those of the properties that only one protocol has. */
    enum Protocol {
        FASTCGI,
        AJP,
        CGI,
        SCGI,
        UWSGI
    }

    private static final String FORMS =
            "must be fastcgi:ADDRESS, ajp:ADDRESS, scgi:ADDRESS or uwsgi:ADDRESS, with an address such as"
                    + " 127.0.0.1:9000 or unix:/run/php/php-fpm.sock, or cgi:PATH, with a directory or an executable file";

    static RouteTarget parse(String text) {
        for (Protocol each : Protocol.values()) {
            String scheme = Property.text(each) + ":";
            if (text.startsWith(scheme)) {
                return new RouteTarget(each, text.substring(scheme.length()));
            }
        }
        throw new IllegalArgumentException(FORMS);
    }

    @Override
    public String toString() {
        return Property.text(protocol) + ":" + address;
    }

    /**
     * Where it listens.
     *
     * @throws IllegalArgumentException if the address is not of that form
     */
    Endpoint endpoint() {
        return Endpoint.parse(address);
    }
}
