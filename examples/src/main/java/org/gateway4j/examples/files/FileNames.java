package org.gateway4j.examples.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Which names may be served: no hidden files but those below {@code /.well-known} (RFC 8615), and nothing that has a script's
 * extension anywhere in its name, since {@code config.php.bak} and {@code config.php~} hold the same secrets as {@code
 * config.php}. What pages are made of, such as {@code jquery.php.js}, holds none, unless that is what scripts end with.
 *
 * @param scriptExtensions the extensions of scripts in lower case, each with its dot
 */
record FileNames(List<String> scriptExtensions) {

    private static final String WELL_KNOWN = ".well-known";

    private static final List<String> PHP = List.of(".php", ".phtml", ".phar");

    /** The segments of a path, decoded; empty if one of them is not to be served. */
    Optional<List<String>> decode(String rawPath) {
        if (!rawPath.startsWith("/")) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        for (String segment : rawPath.substring(1).split("/", -1)) {
            Optional<String> name = decodeSegment(segment);
            if (name.isEmpty()) {
                return Optional.empty();
            }
            names.add(name.get());
        }
        return areServed(names) ? Optional.of(names) : Optional.empty();
    }

    boolean isServed(Path relative) {
        return areServed(StreamSupport.stream(relative.spliterator(), false)
                .map(Path::toString)
                .toList());
    }

    private boolean areServed(List<String> names) {
        boolean wellKnown = names.get(0).equals(WELL_KNOWN);
        return names.stream().skip(wellKnown ? 1 : 0).allMatch(this::isServed);
    }

    private boolean isServed(String name) {
        return !name.isEmpty()
                && !name.startsWith(".")
                && name.chars().noneMatch(c -> c < ' ' || c == 0x7F || c == '/' || c == '\\')
                && !isScript(name.toLowerCase(Locale.ROOT));
    }

    private boolean isScript(String name) {
        return extensions().anyMatch(name::endsWith)
                || (!MediaTypes.isPartOfPages(name) && extensions().anyMatch(name::contains));
    }

    private Stream<String> extensions() {
        return Stream.concat(PHP.stream(), scriptExtensions.stream());
    }

    private static Optional<String> decodeSegment(String segment) {
        try {
            return Optional.of(URLDecoder.decode(segment.replace("+", "%2B"), UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
