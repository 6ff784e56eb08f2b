package org.gateway4j.cgi.internal;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Translates octets to Java text from which the JVM makes the same octets again. The JVM passes environment and
 * arguments to a process as text in its native encoding. In the POSIX locale that is ASCII, and every other character
 * would become a question mark.
 *
 * @param charset the encoding
 */
public record NativeText(Charset charset) {

    /** The encoding of this JVM: up to JDK 17 the default charset, and since then the charset of the platform. */
    public static NativeText ofThisJvm() {
        String platform = System.getProperty("sun.jnu.encoding");
        boolean isPlatforms = Runtime.version().feature() > 17 && platform != null && Charset.isSupported(platform);
        return new NativeText(isPlatforms ? Charset.forName(platform) : Charset.defaultCharset());
    }

    /** Whether the encoding has only ASCII. */
    public boolean isAsciiOnly() {
        return of("\u00e9") == null && of("\u00c3\u00a9") == null;
    }

    /** The text for octets, or null if there is none. */
    public @Nullable String of(String octets) {
        if (isAscii(octets)) {
            return octets;
        }
        byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
        String text = new String(bytes, charset);
        return Arrays.equals(text.getBytes(charset), bytes) ? text : null;
    }

    private static boolean isAscii(String octets) {
        for (int i = 0; i < octets.length(); i++) {
            if (octets.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
