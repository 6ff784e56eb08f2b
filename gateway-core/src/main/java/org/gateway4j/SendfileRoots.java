package org.gateway4j;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which files an application may ask the host to send. Applications are not trusted with this: a file must lie below one
 * of these directories by its real path. An answer that names another one is a failure of the application.
 *
 * <p>Each call adds to what is there: {@code SendfileRoots.none().sendfile(media).accel("/protected/", documents)}. Immutable;
 * safe for use by any number of threads.
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
     * The directories for {@code X-Sendfile}, which holds a path in the file system. Default none: the header is ignored.
     *
     * @return an immutable list
     */
    public List<Path> sendfile() {
        return values.sendfile;
    }

    /**
     * The directories for {@code X-Accel-Redirect}, which holds a URL path, by the prefix of it that they stand for, as nginx's
     * {@code internal} locations. The longest prefix counts. Default none: the header is ignored.
     *
     * @return an immutable map
     */
    public Map<String, Path> accel() {
        return values.accel;
    }

    /**
     * These roots and more directories for {@code X-Sendfile}.
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
     * These roots and a directory for {@code X-Accel-Redirect}.
     *
     * @param prefix the URL path that stands for it, beginning and ending with a slash
     * @param directory the directory
     * @return a changed copy
     * @throws IllegalArgumentException if the prefix does not begin and end with a slash, or already stands for a directory
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
