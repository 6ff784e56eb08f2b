package org.gateway4j.cgi;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a script's process has otherwise than this one: file mode mask, priority, limits, and user. By default it inherits
 * all of them. Immutable; safe for use by any number of threads.
 *
 * <p>Neither Java nor {@code posix_spawn} can set them. So programs of the host set them and then execute the script, in
 * its own process: {@code nice} of POSIX, {@code prlimit} and {@code setpriv} of util-linux 2.33 or newer, and
 * {@code sh}. They are looked for in {@code /usr/bin}, {@code /bin}, {@code /usr/sbin} and {@code /sbin} when a gateway is
 * built. The build fails with an {@link IllegalStateException} that names what is missing: the program, the user, or the
 * right to do it. This holds for each {@link LauncherChoice}. Each program costs one more {@code execve} for each start.
 *
 * <p>A script that cannot be executed is then found out by these programs: it fails as a script that exits with status 126
 * or 127, and its error output says why.
 */
public final class ProcessAttributes {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@-]*");
    private static final int MOST_UMASK = 0777;
    private static final int MOST_NICE = 19;

    private static final ProcessAttributes INHERITED = new ProcessAttributes(new Values(null, 0, Map.of(), null, null));

    private final Values values;

    private record Values(
            @Nullable Integer umask,
            int nice,
            Map<ResourceLimit, Long> limits,
            @Nullable String user,
            @Nullable String group) {}

    private ProcessAttributes(Values values) {
        this.values = values;
    }

    /**
     * The attributes of this process.
     *
     * @return attributes that change nothing
     */
    public static ProcessAttributes inherited() {
        return INHERITED;
    }

    /**
     * The permissions that files lack which a script creates. Default null: as this process has it.
     *
     * @return a mask of 9 bits, or null
     */
    public @Nullable Integer umask() {
        return values.umask;
    }

    /**
     * By how much scripts are nicer than this process: they get less of the processor if others want it. Default 0.
     *
     * @return a number, 0 to 19
     */
    public int nice() {
        return values.nice;
    }

    /**
     * The limits of each process, soft and hard. Default none: those of this process.
     *
     * @return an unmodifiable map
     */
    public Map<ResourceLimit, Long> limits() {
        return values.limits;
    }

    /**
     * The user that scripts run as. Default null: the user of this process.
     *
     * @return a name or number, or null
     */
    public @Nullable String user() {
        return values.user;
    }

    /**
     * The group that scripts run as. Null if {@link #user} is.
     *
     * @return a name or number, or null
     */
    public @Nullable String group() {
        return values.group;
    }

    /**
     * These attributes with another {@link #umask}. It is set by a shell, which adds its variable {@code PWD} to the
     * environment of the script, and perhaps others ({@code OLDPWD}, {@code SHLVL}, {@code _}).
     *
     * @param value the mask, 0 to 0777
     * @return a changed copy
     * @throws IllegalArgumentException if it is out of range
     */
    public ProcessAttributes withUmask(int value) {
        if (value < 0 || value > MOST_UMASK) {
            throw new IllegalArgumentException("processes.attributes.umask is " + value + " (octal "
                    + Integer.toOctalString(value) + "); it must be 0 to 777 in octal");
        }
        return new ProcessAttributes(new Values(value, nice(), limits(), user(), group()));
    }

    /**
     * These attributes with another {@link #nice}. A script never gets more of the processor than this process.
     *
     * @param value the new value, 0 to 19
     * @return a changed copy
     * @throws IllegalArgumentException if it is out of range
     */
    public ProcessAttributes withNice(int value) {
        if (value < 0 || value > MOST_NICE) {
            throw new IllegalArgumentException(
                    "processes.attributes.nice is " + value + "; it must be 0 to " + MOST_NICE);
        }
        return new ProcessAttributes(new Values(umask(), value, limits(), user(), group()));
    }

    /**
     * These attributes with another limit. The build of a gateway refuses one above the hard limit of this process,
     * unless this process may raise it ({@code CAP_SYS_RESOURCE}).
     *
     * @param limit which limit
     * @param value the new value, not negative
     * @return a changed copy
     * @throws IllegalArgumentException if it is negative
     */
    public ProcessAttributes withLimit(ResourceLimit limit, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(
                    "processes.attributes.limits." + limit + " is " + value + "; it must not be negative");
        }
        Map<ResourceLimit, Long> all = new EnumMap<>(ResourceLimit.class);
        all.putAll(limits());
        all.put(limit, value);
        return new ProcessAttributes(new Values(umask(), nice(), Collections.unmodifiableMap(all), user(), group()));
    }

    /**
     * These attributes with another {@link #user} and {@link #group}. Scripts also get the other groups of the user. It
     * needs Linux and the right to change both, which root has ({@code CAP_SETUID}, {@code CAP_SETGID}).
     *
     * @param user a name or number that the system knows
     * @param group a name or number that the system knows
     * @return a changed copy
     * @throws IllegalArgumentException if one of them is no name
     */
    public ProcessAttributes withUser(String user, String group) {
        return new ProcessAttributes(
                new Values(umask(), nice(), limits(), checkName("user", user), checkName("group", group)));
    }

    private static String checkName(String property, String value) {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException("processes.attributes." + property + " is \"" + value
                    + "\"; a name consists of letters, digits and _ . @ -");
        }
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProcessAttributes that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "ProcessAttributes");
    }
}
