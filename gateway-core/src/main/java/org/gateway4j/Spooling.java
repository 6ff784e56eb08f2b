package org.gateway4j;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says which request bodies are spooled, and where. A spooled body is read to its end before a connection is taken,
 * first into memory, then into a file. So its true length is known, and a slow client occupies no worker of the
 * application. In every mode, bodies of known length up to 56 KiB are read ahead into memory, unless the client waits
 * to be asked for them ({@code Expect: 100-continue}).
 *
 * <p>Immutable; safe for use by any number of threads.
 */
public final class Spooling {

    private static final Spooling DEFAULTS = new Spooling(new Values(
            Mode.BY_PROTOCOL,
            64 * 1024,
            128L * 1024 * 1024,
            1024L * 1024 * 1024,
            Path.of(System.getProperty("java.io.tmpdir"))));

    private final Values values;

    private record Values(Mode mode, int memory, long maxBytes, long maxTotalBytes, Path directory) {

        Values {
            Objects.requireNonNull(mode, "spooling.mode");
            checkNotNegative("memory", memory);
            checkNotNegative("maxBytes", maxBytes);
            checkNotNegative("maxTotalBytes", maxTotalBytes);
            Objects.requireNonNull(directory, "spooling.directory");
        }

        private static void checkNotNegative(String name, long value) {
            if (value < 0) {
                throw new IllegalArgumentException("spooling." + name + " is " + value + "; it must not be negative");
            }
        }
    }

    /** Which request bodies are spooled. */
    public enum Mode {
        /**
         * The mode that suits the protocol: {@link #UNKNOWN_LENGTH} where applications need the length, and
         * {@link #STREAM_ALL} for AJP13.
         */
        BY_PROTOCOL,

        /**
         * No body is spooled: bodies of unknown length stream too. AJP13 supports that. A CGI script then gets no
         * {@code CONTENT_LENGTH} and must read to the end of its input, as {@code git http-backend} does. Most scripts
         * read no more than {@code CONTENT_LENGTH} says (RFC 3875 section 4.2) and see an empty body. FastCGI,
         * SCGI and uwsgi applications would see an empty body too, so these gateways refuse this mode.
         */
        STREAM_ALL,

        /**
         * No body is spooled: a body of unknown length is refused with 411, and all others stream while the application
         * reads them.
         */
        REFUSE_UNKNOWN_LENGTH,

        /** Bodies of unknown length are spooled. Those of known length stream while the application reads them. */
        UNKNOWN_LENGTH,

        /**
         * All bodies are spooled. A request occupies a worker only after the client has sent everything, at the price
         * of a copy.
         */
        ALL
    }

    private Spooling(Values values) {
        this.values = values;
    }

    /**
     * The default of each property.
     *
     * @return the default spooling
     */
    public static Spooling defaults() {
        return DEFAULTS;
    }

    /**
     * Which bodies are spooled. Default {@link Mode#BY_PROTOCOL}.
     *
     * @return the mode
     */
    public Mode mode() {
        return values.mode;
    }

    /**
     * The number of bytes of a spooled body that are kept in memory; the rest goes to a file. Default 64 KiB: each
     * dispatch that waits or runs can take that much memory.
     *
     * @return a number of bytes, at least 0
     */
    public int memory() {
        return values.memory;
    }

    /**
     * The largest spooled body, in bytes. Default 128 MiB. A larger body is refused with 413.
     *
     * @return a number of bytes, at least 0
     */
    public long maxBytes() {
        return values.maxBytes;
    }

    /**
     * The largest total size of all spooled bodies of one gateway, in memory and files, in bytes. It keeps slow clients
     * from filling the disk. Default 1 GiB. A request whose body exceeds it is refused with
     * {@link BackendBusyException}.
     *
     * @return a number of bytes, at least 0
     */
    public long maxTotalBytes() {
        return values.maxTotalBytes;
    }

    /**
     * The directory of spool files. Default: the platform's directory for temporary files ({@code java.io.tmpdir}).
     * Only their owner can read spool files, and they are deleted with the exchange.
     *
     * <p>A spool file is unlinked as soon as it is open, so it does not outlive this process. A file that is handed
     * over by name, to a CGI script or by {@code bodyFiles}, is not unlinked, and is left behind if this process is
     * killed. Its name has the form {@code gateway4j-*.body}. A host that uses a directory of its own can delete such
     * files before it starts.
     *
     * @return a directory
     */
    public Path directory() {
        return values.directory;
    }

    /**
     * This spooling with another {@link #mode}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public Spooling withMode(Mode value) {
        return new Spooling(new Values(value, memory(), maxBytes(), maxTotalBytes(), directory()));
    }

    /**
     * This spooling with another {@link #memory}.
     *
     * @param value the new value, at least 0
     * @return a changed copy
     * @throws IllegalArgumentException if it is less
     */
    public Spooling withMemory(int value) {
        return new Spooling(new Values(mode(), value, maxBytes(), maxTotalBytes(), directory()));
    }

    /**
     * This spooling with another {@link #maxBytes}.
     *
     * @param value the new value, at least 0
     * @return a changed copy
     * @throws IllegalArgumentException if it is less
     */
    public Spooling withMaxBytes(long value) {
        return new Spooling(new Values(mode(), memory(), value, maxTotalBytes(), directory()));
    }

    /**
     * This spooling with another {@link #maxTotalBytes}.
     *
     * @param value the new value, at least 0
     * @return a changed copy
     * @throws IllegalArgumentException if it is less
     */
    public Spooling withMaxTotalBytes(long value) {
        return new Spooling(new Values(mode(), memory(), maxBytes(), value, directory()));
    }

    /**
     * This spooling with another {@link #directory}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public Spooling withDirectory(Path value) {
        return new Spooling(new Values(mode(), memory(), maxBytes(), maxTotalBytes(), value));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Spooling that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "Spooling");
    }
}
