package org.gateway4j.supervisor.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.gateway4j.Endpoint;

/** The private directory of a supervisor, in which each process has its own. */
public final class Places implements AutoCloseable {

    private static final String PREFIX = "gateway4j-";
    private static final String SOCKET = "socket";

    private final Path base;
    private final boolean ports;

    private Places(Path base, boolean ports) {
        this.base = base;
        this.ports = ports;
    }

    /**
     * Makes the directory, which only the user of this process may enter.
     *
     * @param parent an existing directory
     * @param ports whether processes listen on ports and not on sockets in it
     * @throws IOException if it cannot be made
     */
    public static Places in(Path parent, boolean ports) throws IOException {
        return new Places(Files.createTempDirectory(parent, PREFIX), ports);
    }

    /**
     * Checks that the path of a socket fits into an address, and can stand in PHP's lists of directories and PHP-FPM's
     * configuration.
     *
     * @throws IllegalArgumentException if not
     */
    public static void check(Path parent, boolean ports) {
        String path = parent.toString();
        if (!path.codePoints().allMatch(Places::isPlain)) {
            throw new IllegalArgumentException("socketDirectory is " + path.replaceAll("\\p{Cntrl}", "?")
                    + "; it must have only letters, digits and / . _ - +");
        }
        if (!ports) {
            Endpoint.unix(parent.resolve(PREFIX + "18446744073709551615")
                    .resolve("99999")
                    .resolve(SOCKET));
        }
    }

    private static boolean isPlain(int character) {
        return Character.isLetterOrDigit(character) || "/._-+".indexOf(character) >= 0;
    }

    /** Places in a directory that is not made. */
    static Places below(Path base, boolean ports) {
        return new Places(base, ports);
    }

    /** The directory. */
    Path base() {
        return base;
    }

    /**
     * The place of a process.
     *
     * @throws IOException if no port is free
     */
    Place place(int generation) throws IOException {
        Path directory = base.resolve(Integer.toString(generation));
        return new Place(generation, directory, ports ? freePort() : Endpoint.unix(directory.resolve(SOCKET)));
    }

    /** Nothing keeps it free until the program listens. If another program takes it meanwhile, the start fails. */
    private static Endpoint freePort() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket free = new ServerSocket(0, 1, loopback)) {
            return Endpoint.tcp(loopback.getHostAddress(), free.getLocalPort());
        }
    }

    /** Removes the directory and what processes have left in it. */
    @Override
    public void close() {
        try (Stream<Path> left = Files.walk(base)) {
            left.sorted(Comparator.reverseOrder()).forEach(Places::delete);
        } catch (IOException | UncheckedIOException e) {
            // The guard of a process removes the same files.
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
