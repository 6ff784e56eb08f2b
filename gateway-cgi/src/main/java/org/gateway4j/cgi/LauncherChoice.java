package org.gateway4j.cgi;

/**
 * The ways to start the processes of scripts. With each of them, a script's output, its error output and its exit are
 * attended to at any time, so a script never waits for its host to read error output. They differ in the threads:
 *
 * <ul>
 *   <li>{@link #PORTABLE}: threads of their own serve each script, one for the output, one for the error output, and one
 *       for the input if there is a body.
 *   <li>{@link #NATIVE}: the thread of the exchange serves its script whenever it waits for it. While the host does
 *       something else, one thread of the gateway watches the error output of all scripts.
 * </ul>
 */
public enum LauncherChoice {

    /** {@link #NATIVE} where it works, otherwise {@link #PORTABLE}. A line of the log at DEBUG says which and why. */
    AUTOMATIC,

    /** The JDK's {@link ProcessBuilder}: works everywhere. */
    PORTABLE,

    /**
     * The system's own {@code posix_spawn}, called through {@code java.lang.foreign}. It needs Java 22 or newer, Linux
     * 5.3 or newer with glibc 2.34 or newer on a 64-bit x86 or ARM processor, and the JVM's option
     * {@code --enable-native-access=org.gateway4j.cgi}, or {@code --enable-native-access=ALL-UNNAMED} if the library is
     * on the class path.
     */
    NATIVE
}
