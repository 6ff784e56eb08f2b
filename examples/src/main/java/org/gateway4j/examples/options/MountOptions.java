package org.gateway4j.examples.options;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.gateway4j.Endpoint;

/**
 * One {@code --mount PATH=PROTOCOL:TARGET,KEY=VALUE,...}.
 *
 * @param prefix the path, without a slash at its end: empty for the root
 * @param protocol what stands before the first colon
 * @param target what stands after it, up to the first comma
 * @param settings what stands after that
 */
public record MountOptions(String prefix, String protocol, String target, Settings settings) {

    private static final String OPTION = "--mount";

    /** A mount path with several spellings or readings would let requests choose one. */
    private static final Pattern AMBIGUOUS = Pattern.compile("[^A-Za-z0-9._~!$&'()*+,:@/-]|//|/\\.\\.?(/|$)");

    static MountOptions parse(String text) throws UsageException {
        int equals = text.indexOf('=');
        if (equals < 1 || text.charAt(0) != '/') {
            throw new UsageException(
                    OPTION, text, "must be PATH=PROTOCOL:TARGET, with a path that begins with a slash");
        }
        String path = text.substring(0, equals);
        String[] parts = text.substring(equals + 1).split(",", -1);
        int colon = parts[0].indexOf(':');
        if (colon < 1 || colon == parts[0].length() - 1) {
            throw new UsageException(OPTION, text, "must name a protocol and a target, as in fastcgi:127.0.0.1:9000");
        }
        return new MountOptions(
                prefix(path),
                parts[0].substring(0, colon),
                parts[0].substring(colon + 1),
                new Settings(OPTION + " " + path, settings(text, parts)));
    }

    /** The target, of protocols whose applications listen somewhere. */
    public Endpoint endpoint() throws UsageException {
        try {
            return Endpoint.parse(target);
        } catch (IllegalArgumentException e) {
            throw settings.refuseTarget(target, String.valueOf(e.getMessage()));
        }
    }

    /** The target, of protocols whose applications are files. */
    public Path file() throws UsageException {
        try {
            return Path.of(target).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw settings.refuseTarget(target, "must be a path: " + e.getReason());
        }
    }

    private static String prefix(String path) throws UsageException {
        if (AMBIGUOUS.matcher(path).find()) {
            throw new UsageException(
                    OPTION,
                    path,
                    "must be a path without empty and dot segments, of letters, digits and ._~!$&'()*+,:@-");
        }
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static Map<String, List<String>> settings(String text, String[] parts) throws UsageException {
        Map<String, List<String>> settings = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals < 1) {
                throw new UsageException(OPTION, text, "setting \"" + parts[i] + "\" must be KEY=VALUE");
            }
            settings.computeIfAbsent(parts[i].substring(0, equals), key -> new ArrayList<>())
                    .add(parts[i].substring(equals + 1));
        }
        return settings;
    }
}
