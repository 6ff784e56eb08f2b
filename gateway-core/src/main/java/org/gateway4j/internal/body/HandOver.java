package org.gateway4j.internal.body;

import java.io.IOException;
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
 */
public record HandOver(@Nullable String group) {

    /** Lets the group read a file. */
    void share(Path file) throws IOException {
        if (group == null) {
            return;
        }
        PosixFileAttributeView attributes = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        GroupPrincipal principal =
                file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group);
        attributes.setGroup(principal);
        attributes.setPermissions(PosixFilePermissions.fromString("rw-r-----"));
    }
}
