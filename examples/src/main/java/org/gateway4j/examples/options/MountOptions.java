package org.gateway4j.examples.options;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    static final String APPLICATION_FORMAT = "must name a protocol and a target, as in fastcgi:127.0.0.1:9000";

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
        List<Setting> settings = new ArrayList<>();
        for (String part : List.of(parts).subList(1, parts.length)) {
            settings.add(setting(part, text, OPTION + " " + path));
        }
        if (!isApplication(parts[0])) {
            throw new UsageException(OPTION, text, APPLICATION_FORMAT);
        }
        return of(prefix(path, OPTION), parts[0], new Settings(OPTION + " " + path, settings));
    }

    private static Setting setting(String part, String text, String label) throws UsageException {
        int equals = part.indexOf('=');
        if (equals < 1) {
            throw new UsageException(OPTION, text, "setting \"" + part + "\" must be KEY=VALUE");
        }
        return new Setting(part.substring(0, equals), part.substring(equals + 1), label);
    }

    /**
     * A mount whose parts are known.
     *
     * @param target the setting that holds protocol and target
     * @param option where the path stands
     */
    static MountOptions of(String path, Setting target, Settings others, String option) throws UsageException {
        String application = target.value();
        if (isApplication(application)) {
            return of(prefix(path, option), application, others);
        }
        throw new UsageException(target.label() + " setting target", application, APPLICATION_FORMAT);
    }

    private static boolean isApplication(String text) {
        int colon = text.indexOf(':');
        return colon > 0 && colon < text.length() - 1;
    }

    private static MountOptions of(String prefix, String application, Settings settings) {
        int colon = application.indexOf(':');
        return new MountOptions(prefix, application.substring(0, colon), application.substring(colon + 1), settings);
    }

    /** Whether several applications serve the mount. */
    public boolean isBalanced() {
        return target.indexOf('|') >= 0;
    }

    /** The targets of all applications that serve the mount. */
    public List<MemberTarget> targets() throws UsageException {
        List<MemberTarget> targets = new ArrayList<>();
        for (String each : target.split("\\|", -1)) {
            if (each.isEmpty()) {
                throw settings.refuseTarget(target, "must have a target on both sides of each |");
            }
            targets.add(MemberTarget.parse(each));
        }
        return targets;
    }

    /** The same mount with one of its targets alone, and the settings that are left. */
    public MountOptions member(MemberTarget member) {
        return new MountOptions(prefix, protocol, member.target(), settings.copy());
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

    private static String prefix(String path, String option) throws UsageException {
        if (AMBIGUOUS.matcher(path).find()) {
            throw new UsageException(
                    option,
                    path,
                    "must be a path without empty and dot segments, of letters, digits and ._~!$&'()*+,:@-");
        }
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
