package org.gateway4j;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Which files an application may ask the host to send. Applications are not trusted with this: a file must lie below one
 * of these directories by its real path. An answer that names another one is a failure of the application.
 *
 * @param sendfile directories for {@code X-Sendfile}, which holds a path in the file system. Default none: the header is
 *     ignored
 * @param accel directories for {@code X-Accel-Redirect}, which holds a URL path, by the prefix of it that they stand for,
 *     as nginx's {@code internal} locations. Default none: the header is ignored
 */
public record SendfileRoots(List<Path> sendfile, Map<String, Path> accel) {

    private static final SendfileRoots NONE = new SendfileRoots(List.of(), Map.of());

    /**
     * Checks and copies the directories.
     *
     * @throws IllegalArgumentException if a prefix does not begin and end with a slash
     */
    public SendfileRoots {
        sendfile = List.copyOf(sendfile);
        accel = Map.copyOf(accel);
        for (String prefix : accel.keySet()) {
            if (!prefix.startsWith("/") || !prefix.endsWith("/")) {
                throw new IllegalArgumentException(
                        "sendfileRoots.accel prefix \"" + prefix + "\" does not begin and end with a slash");
            }
        }
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
     * Directories for {@code X-Sendfile}.
     *
     * @param directories the directories
     * @return roots without any for {@code X-Accel-Redirect}
     */
    public static SendfileRoots sendfile(Path... directories) {
        return new SendfileRoots(List.of(directories), Map.of());
    }

    /**
     * A directory for {@code X-Accel-Redirect}.
     *
     * @param prefix the URL path that stands for it, beginning and ending with a slash
     * @param directory the directory
     * @return roots without any for {@code X-Sendfile}
     * @throws IllegalArgumentException if the prefix does not begin and end with a slash
     */
    public static SendfileRoots accel(String prefix, Path directory) {
        return new SendfileRoots(List.of(), Map.of(prefix, directory));
    }
}
