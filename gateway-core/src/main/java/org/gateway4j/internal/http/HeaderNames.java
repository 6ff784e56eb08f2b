package org.gateway4j.internal.http;

import java.util.Arrays;

/**
 * A set of header names. Most names that are not in the set differ from all of its names in length, so a look-up seldom
 * compares text.
 */
public final class HeaderNames {

    private final String[][] byLength;

    /** A set of these names. */
    public HeaderNames(String... names) {
        int longest = Arrays.stream(names).mapToInt(String::length).max().orElse(0);
        byLength = new String[longest + 1][];
        for (int length = 0; length <= longest; length++) {
            int wanted = length;
            byLength[length] =
                    Arrays.stream(names).filter(name -> name.length() == wanted).toArray(String[]::new);
        }
    }

    /** Whether a name is in the set, without regard to case. */
    public boolean contains(String name) {
        if (name.length() >= byLength.length) {
            return false;
        }
        for (String known : byLength[name.length()]) {
            if (known.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }
}
