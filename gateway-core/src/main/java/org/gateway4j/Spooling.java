package org.gateway4j;

import java.nio.file.Path;

/**
 * Which request bodies are spooled, and where. A spooled body is read whole before a connection is taken, first into memory,
 * then into a file. Its true length is then known, and a slow client occupies no worker of the application. Bodies of known
 * length up to 56 KiB are read ahead into memory under each mode, unless the client waits to be asked for them.
 *
 * @param mode which bodies are spooled. Default {@link Mode#BY_PROTOCOL}
 * @param memory bytes of a spooled body kept in memory; the rest goes to a file. Default 64 KiB
 * @param maxBytes most bytes of a spooled body; a larger one is refused with 413. Default 128 MiB
 * @param maxTotalBytes most bytes that the spooled bodies of one gateway take together, in memory and files, so that slow
 *     clients cannot fill the disk. A request whose body exceeds it is refused with {@link BackendBusyException}. Default
 *     1 GiB
 * @param directory where spool files are made. Only their owner can read them, and they are gone with the exchange. A file
 *     loses its name as soon as it is open, so it does not outlive this process. A file that is handed over by name, to a CGI
 *     script or by {@code bodyFiles}, keeps its name and is left behind if this process is killed. Its name has the form
 *     {@code gateway4j-*.body}; a host that uses a directory of its own can delete such files before it starts. Default the
 *     platform's directory for temporary files
 */
public record Spooling(Mode mode, int memory, long maxBytes, long maxTotalBytes, Path directory) {

    /** Which request bodies are spooled. */
    public enum Mode {
        /**
         * What suits the protocol: {@link #UNKNOWN_LENGTH} for FastCGI and CGI, whose applications need the length, {@link #NONE}
         * for AJP13.
         */
        BY_PROTOCOL,

        /**
         * None: bodies of unknown length stream too. AJP13 supports that. A CGI script then gets no {@code CONTENT_LENGTH} and must
         * read to the end of its input, as {@code git http-backend} does. Most scripts read no more than {@code CONTENT_LENGTH}
         * says (RFC 3875 section 4.2) and see an empty body. So do FastCGI applications, whose gateway refuses this mode.
         */
        NONE,

        /**
         * None: a body of unknown length is refused with 411, and all others stream while the application reads them.
         */
        REFUSE_UNKNOWN_LENGTH,

        /** Bodies of unknown length; those of known length stream while the application reads them. */
        UNKNOWN_LENGTH,

        /** All bodies: a worker is occupied only once the client has sent everything, at the price of a copy. */
        ALL
    }

    private static final Spooling DEFAULTS = new Spooling(
            Mode.BY_PROTOCOL,
            64 * 1024,
            128L * 1024 * 1024,
            1024L * 1024 * 1024,
            Path.of(System.getProperty("java.io.tmpdir")));

    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if a size is negative
     */
    public Spooling {
        if (memory < 0) {
            throw new IllegalArgumentException("spooling.memory is " + memory + "; it must not be negative");
        }
        if (maxBytes < 0) {
            throw new IllegalArgumentException("spooling.maxBytes is " + maxBytes + "; it must not be negative");
        }
        if (maxTotalBytes < 0) {
            throw new IllegalArgumentException(
                    "spooling.maxTotalBytes is " + maxTotalBytes + "; it must not be negative");
        }
    }

    /**
     * The defaults named at each component.
     *
     * @return the default spooling
     */
    public static Spooling defaults() {
        return DEFAULTS;
    }

    /**
     * This spooling with another {@link #mode}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public Spooling withMode(Mode value) {
        return new Spooling(value, memory, maxBytes, maxTotalBytes, directory);
    }

    /**
     * This spooling with another {@link #memory}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public Spooling withMemory(int value) {
        return new Spooling(mode, value, maxBytes, maxTotalBytes, directory);
    }

    /**
     * This spooling with another {@link #maxBytes}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public Spooling withMaxBytes(long value) {
        return new Spooling(mode, memory, value, maxTotalBytes, directory);
    }

    /**
     * This spooling with another {@link #maxTotalBytes}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public Spooling withMaxTotalBytes(long value) {
        return new Spooling(mode, memory, maxBytes, value, directory);
    }

    /**
     * This spooling with another {@link #directory}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public Spooling withDirectory(Path value) {
        return new Spooling(mode, memory, maxBytes, maxTotalBytes, value);
    }
}
