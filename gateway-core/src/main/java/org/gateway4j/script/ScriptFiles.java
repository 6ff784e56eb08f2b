package org.gateway4j.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.internal.files.FileNames;
import org.jspecify.annotations.Nullable;

/**
 * Looks up on this machine whether a name is that of a script that may run.
 *
 * @param fileNames translates octets to names of files
 * @param linkTargets directories outside the root that symbolic links within it may lead to
 */
record ScriptFiles(FileNames fileNames, List<Path> linkTargets) {

    /**
     * Whether a name is that of a regular file that may run.
     *
     * @param name octets that begin with a slash
     * @throws RequestRejectedException if the name leads outside the root, or cannot be looked up: running another
     *     script in its place would be a guess
     */
    boolean isScript(GatewayRequest request, Path root, String name) throws RequestRejectedException {
        String relative = name.substring(1);
        try {
            Path real = fileNames.below(root, relative).toRealPath();
            if (!Files.readAttributes(real, BasicFileAttributes.class).isRegularFile()) {
                return false;
            }
            if (isAllowed(root, real)) {
                return true;
            }
        } catch (IOException e) {
            if (fileNames.isAbsence(e, root, relative)) {
                return false;
            }
            throw forbidden("script of " + request + " cannot be looked up: " + fileNames.reason(e));
        }
        throw forbidden("script of " + request + " leads outside the root");
    }

    /** The real path of a root; null if it does not exist. */
    @Nullable
    Path realRoot(GatewayRequest request, Path root) throws RequestRejectedException {
        try {
            return root.toRealPath();
        } catch (IOException e) {
            if (fileNames.isAbsence(e, root, "")) {
                return null;
            }
            throw forbidden("root of " + request + " cannot be looked up: " + fileNames.reason(e));
        }
    }

    private boolean isAllowed(Path root, Path real) {
        return isBelow(root, real) || linkTargets.stream().anyMatch(directory -> isBelow(directory, real));
    }

    private static boolean isBelow(Path directory, Path real) {
        try {
            return real.startsWith(directory.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private static RequestRejectedException forbidden(String message) {
        return new RequestRejectedException(Reason.FORBIDDEN, message);
    }
}
