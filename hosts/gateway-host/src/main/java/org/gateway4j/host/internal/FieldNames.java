package org.gateway4j.host.internal;

import java.util.Arrays;

/**
 * A set of field names, compared without regard to ASCII case. Most names that are not in the set differ from all of its names
 * in length, so a look-up seldom compares text.
 */
final class FieldNames {

    private final String[][] byLength;

    FieldNames(String... names) {
        int longest = Arrays.stream(names).mapToInt(String::length).max().orElse(0);
        byLength = new String[longest + 1][];
        for (int length = 0; length <= longest; length++) {
            int wanted = length;
            byLength[length] =
                    Arrays.stream(names).filter(name -> name.length() == wanted).toArray(String[]::new);
        }
    }

    boolean contains(String name) {
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
