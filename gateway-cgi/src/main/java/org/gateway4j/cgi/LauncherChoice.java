package org.gateway4j.cgi;

/**
 * The ways to start the processes of scripts. They differ in who reads a script's error output:
 *
 * <ul>
 *   <li>{@link #PORTABLE}: a thread of its own, at any time.
 *   <li>{@link #NATIVE}: the thread of the exchange, whenever it waits for the script to read its input, to answer, or to
 *       exit. While the host does something else between two reads of the response, error output is not read: the
 *       listener gets it at the next wait, and a script that fills the pipe (64 KiB on Linux) stands still until then.
 *       Closing the response ends the script and reads the rest.
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
