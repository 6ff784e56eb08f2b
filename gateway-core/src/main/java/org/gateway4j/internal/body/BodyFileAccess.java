package org.gateway4j.internal.body;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Bodies in spool files are handed over to the application by name.
 *
 * @param group the group whose members may read the files, or null if the application runs as the same user
 * @param streams whether bodies that could be streamed are spooled to be handed over
 */
public record BodyFileAccess(@Nullable GroupPrincipal group, boolean streams) {

    /** To an application that runs as the same user, of what is spooled anyway. */
    public static BodyFileAccess ofWhatIsSpooled() {
        return new BodyFileAccess(null, false);
    }

    /** To an application that runs as the same user. */
    public static BodyFileAccess toSameUser() {
        return new BodyFileAccess(null, true);
    }

    /**
     * To the members of a group.
     *
     * @param directory where the files will be
     * @throws IllegalArgumentException if there is no such group
     */
    public static BodyFileAccess toGroup(String name, Path directory) {
        FileSystem fileSystem = directory.getFileSystem();
        if (!fileSystem.supportedFileAttributeViews().contains("posix")) {
            throw new IllegalArgumentException("bodyFiles: files in " + directory + " belong to no group, so \"" + name
                    + "\" cannot be given them");
        }
        try {
            return new BodyFileAccess(
                    fileSystem.getUserPrincipalLookupService().lookupPrincipalByGroupName(name), true);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "bodyFiles: this system knows no group \"" + name + "\"; its members were to read the files in "
                            + directory,
                    e);
        }
    }

    /** Lets the group read a file. */
    void share(Path file) throws IOException {
        if (group == null) {
            return;
        }
        PosixFileAttributeView attributes = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        attributes.setGroup(group);
        attributes.setPermissions(PosixFilePermissions.fromString("rw-r-----"));
    }
}
