package org.gateway4j;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The directories below which an application may ask the host to send files. The library does not trust applications
 * with this: the real path of a file must lie below one of the directories. An answer that names another file fails
 * with {@link BackendFailureException}.
 *
 * <p>Each call adds directories: {@code SendfileRoots.none().sendfile(media).accel("/protected/", documents)}.
 * Immutable; safe for use by any number of threads.
 */
public final class SendfileRoots {

    private static final SendfileRoots NONE = new SendfileRoots(new Values(List.of(), Map.of()));

    private final Values values;

    private record Values(List<Path> sendfile, Map<String, Path> accel) {

        Values {
            sendfile = List.copyOf(sendfile);
            accel = Map.copyOf(accel);
        }
    }

    private SendfileRoots(Values values) {
        this.values = values;
    }

    /**
     * No files at all.
     *
     * @return the default
     */
    public static SendfileRoots none() {
        return NONE;
    }

    /**
     * The directories for {@code X-Sendfile}, a field with a path in the file system. Default none: the field is
     * ignored.
     *
     * @return an immutable list
     */
    public List<Path> sendfile() {
        return values.sendfile;
    }

    /**
     * The directories for {@code X-Accel-Redirect}, a field with a URL path. A prefix of the URL path stands for each
     * directory, as with nginx's {@code internal} locations. The longest matching prefix counts. Default none: the
     * field is ignored.
     *
     * @return an immutable map from prefixes to directories
     */
    public Map<String, Path> accel() {
        return values.accel;
    }

    /**
     * Adds directories for {@code X-Sendfile}.
     *
     * @param directories the directories
     * @return a changed copy
     */
    public SendfileRoots sendfile(Path... directories) {
        List<Path> all = new ArrayList<>(sendfile());
        all.addAll(List.of(directories));
        return new SendfileRoots(new Values(all, accel()));
    }

    /**
     * Adds a directory for {@code X-Accel-Redirect}.
     *
     * @param prefix the URL path that stands for the directory, with a slash at its beginning and end
     * @param directory the directory
     * @return a changed copy
     * @throws IllegalArgumentException if the prefix does not begin and end with a slash, or already stands for a
     *     directory
     */
    public SendfileRoots accel(String prefix, Path directory) {
        if (!prefix.startsWith("/") || !prefix.endsWith("/")) {
            throw new IllegalArgumentException(
                    "sendfileRoots.accel prefix \"" + prefix + "\" does not begin and end with a slash");
        }
        Map<String, Path> all = new HashMap<>(accel());
        if (all.put(prefix, directory) != null) {
            throw new IllegalArgumentException("sendfileRoots.accel prefix \"" + prefix + "\" has a directory already");
        }
        return new SendfileRoots(new Values(sendfile(), all));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SendfileRoots that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "SendfileRoots");
    }
}
