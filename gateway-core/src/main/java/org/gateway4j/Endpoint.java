package org.gateway4j;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The address on which an application listens: a TCP address or a Unix domain socket. Immutable; safe for use by any
 * number of threads.
 */
public sealed interface Endpoint {

    /**
     * A TCP address. The gateway tries all addresses of a name in turn, beginning with the one that accepted last. Each
     * address gets a share of {@link Timeouts#connect}.
     *
     * <p>The name is looked up for new connections, at most once a second, so a changed DNS record takes effect without
     * a restart. The JVM's cache delays that: by default it keeps addresses for 30 s and failures for 10 s (security
     * properties {@code networkaddress.cache.ttl} and {@code networkaddress.cache.negative.ttl}). The time of a look-up
     * counts towards {@link Timeouts#connect}. A look-up that hangs cannot be ended: it keeps a daemon thread, at most
     * one per gateway. Address literals need no look-up.
     *
     * @param host a name or an address literal, IPv6 without brackets
     * @param port 1 to 65535
     */
    record Tcp(String host, int port) implements Endpoint {

        /**
         * Validates the parts.
         *
         * @throws IllegalArgumentException if the host is empty or holds a character that no host name has, or if the
         *     port is out of range
         */
        public Tcp {
            if (host.isEmpty()) {
                throw new IllegalArgumentException("endpoint has no host");
            }
            if (!host.chars().allMatch(c -> c > ' ' && c != 0x7F && "/?#@[]".indexOf(c) < 0)) {
                throw new IllegalArgumentException(
                        "endpoint host " + MessageText.quoted(host) + " is neither a name nor an address");
            }
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("endpoint port " + port + " is not within 1 to 65535");
            }
        }

        @Override
        public String toString() {
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        }
    }

    /**
     * A Unix domain socket with a path in the file system.
     *
     * @param path the socket's path
     */
    record Unix(Path path) implements Endpoint {

        /** The limit of Linux in bytes, without the final NUL. */
        private static final int LONGEST_PATH = 107;

        /**
         * Validates the path.
         *
         * @throws IllegalArgumentException if it is empty or longer than 107 bytes, the limit of Linux
         */
        public Unix {
            int bytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
            if (bytes == 0) {
                throw new IllegalArgumentException("endpoint has an empty socket path");
            }
            if (bytes > LONGEST_PATH) {
                throw new IllegalArgumentException("socket path " + path + " has " + bytes
                        + " bytes; a Unix domain socket address takes at most " + LONGEST_PATH);
            }
        }

        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    /**
     * A TCP endpoint.
     *
     * @param host a name or an address literal
     * @param port 1 to 65535
     * @return the endpoint
     * @throws IllegalArgumentException as {@link Tcp}
     */
    static Endpoint tcp(String host, int port) {
        return new Tcp(host, port);
    }

    /**
     * A TCP endpoint.
     *
     * @param address the address; its host string is looked up as that of {@link Tcp}, unless it is an address literal
     * @return the endpoint
     */
    static Endpoint tcp(InetSocketAddress address) {
        return new Tcp(address.getHostString(), address.getPort());
    }

    /**
     * A Unix domain socket.
     *
     * @param path its path
     * @return the endpoint
     * @throws IllegalArgumentException as {@link Unix}
     */
    static Endpoint unix(Path path) {
        return new Unix(path);
    }

    /**
     * Parses the text of a configuration: {@code unix:/run/php.sock}, {@code host:port}, {@code [::1]:port}, each TCP
     * form optionally behind {@code tcp:} or {@code tcp://}.
     *
     * @param text the text
     * @return the endpoint
     * @throws IllegalArgumentException if the text has none of these forms; the message quotes it
     */
    static Endpoint parse(String text) {
        if (text.startsWith("unix:")) {
            return parseUnix(text.substring("unix:".length()));
        }
        String address = text.startsWith("tcp://")
                ? text.substring("tcp://".length())
                : text.startsWith("tcp:") ? text.substring("tcp:".length()) : text;
        int colon = address.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException(
                    "endpoint \"" + text + "\" is neither unix:/path nor host:port nor [ipv6]:port");
        }
        String host = address.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException("endpoint \"" + text + "\": an IPv6 address stands in brackets");
        }
        return new Tcp(host, parsePort(text, address.substring(colon + 1)));
    }

    private static Endpoint parseUnix(String path) {
        if (path.startsWith("@") || path.startsWith("\0")) {
            throw new IllegalArgumentException(
                    "endpoint \"unix:" + path + "\": Java cannot connect to abstract sockets; use one with a path");
        }
        try {
            return new Unix(Path.of(path.startsWith("//") ? path.substring(2) : path));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("endpoint \"unix:" + path + "\": " + e.getReason(), e);
        }
    }

    private static int parsePort(String text, String port) {
        if (!port.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("endpoint \"" + text + "\": port \"" + port + "\" is not a number");
        }
        return Integer.parseInt(port);
    }
}
