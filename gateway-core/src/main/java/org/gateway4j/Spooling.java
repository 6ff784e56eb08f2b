package org.gateway4j;

import java.nio.file.Path;

/**
 * What happens to request bodies before a connection is taken. Spooled bodies are read whole, into memory and then a
 * file, so that a slow client occupies no worker of the application and its true length is known.
 *
 * @param mode which bodies are spooled. Default {@link Mode#BY_PROTOCOL}
 * @param memory bytes of a spooled body kept in memory; the rest goes to a file. Default 64 KiB
 * @param maxBytes most bytes of a spooled body; a larger one is refused with 413. Default 128 MiB
 * @param maxTotalBytes most bytes that the spooled bodies of one gateway take together, in memory and files. Default 1 GiB;
 *     a request whose body exceeds it is refused with {@link BackendBusyException}, so that slow clients cannot fill the disk
 * @param directory where spool files are made, readable by their owner only and gone with the exchange. They lose their names
 *     as soon as they are open, so that nothing of them outlives this process; but one that is handed over by name, to a CGI
 *     script or by {@code bodyFiles}, is left behind if the process is killed meanwhile: {@code gateway4j-*.body}, which a host
 *     with a directory of its own can delete before it starts. Default the platform's directory for temporary files
 */
public record Spooling(Mode mode, int memory, long maxBytes, long maxTotalBytes, Path directory) {

    /** Which request bodies are spooled. */
    public enum Mode {
        /**
         * What suits the protocol: {@link #UNKNOWN_LENGTH} for FastCGI and CGI, whose applications are to be told the length,
         * {@link #NONE} for AJP13.
         */
        BY_PROTOCOL,

        /**
         * None, and bodies of unknown length stream too. AJP13 is made for that. A CGI script then gets no {@code
         * CONTENT_LENGTH} and must read to the end of its input, as {@code git http-backend} does; RFC 3875 section 4.2 has a
         * script read no more than {@code CONTENT_LENGTH} says, so that most take such a body for none. FastCGI applications do
         * too, and their gateway refuses this mode.
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
