package org.gateway4j;

import java.nio.file.Path;

/**
 * What happens to request bodies before a connection is taken. Spooled bodies are read whole, into memory and then a
 * file, so that a slow client occupies no worker of the application and its true length is known.
 *
 * @param mode which bodies are spooled. Default {@link Mode#UNKNOWN_LENGTH}
 * @param memory bytes of a spooled body kept in memory; the rest goes to a file. Default 64 KiB
 * @param maxBytes most bytes of a spooled body; a larger one is refused with 413. Default 128 MiB
 * @param directory where spool files are made, readable by their owner only and gone with the exchange. Default the
 *     platform's directory for temporary files
 */
public record Spooling(Mode mode, int memory, long maxBytes, Path directory) {

    /** Which request bodies are spooled. */
    public enum Mode {
        /**
         * None, and bodies of unknown length stream too. Only AJP13 can do that; gateways of other protocols refuse this
         * mode.
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
            Mode.UNKNOWN_LENGTH, 64 * 1024, 128L * 1024 * 1024, Path.of(System.getProperty("java.io.tmpdir")));

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
        return new Spooling(value, memory, maxBytes, directory);
    }

    /**
     * This spooling with another {@link #memory}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public Spooling withMemory(int value) {
        return new Spooling(mode, value, maxBytes, directory);
    }

    /**
     * This spooling with another {@link #maxBytes}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public Spooling withMaxBytes(long value) {
        return new Spooling(mode, memory, value, directory);
    }

    /**
     * This spooling with another {@link #directory}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public Spooling withDirectory(Path value) {
        return new Spooling(mode, memory, maxBytes, value);
    }
}
