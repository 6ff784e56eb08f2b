package org.gateway4j.internal.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Handoff;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.SendfileRoots;
import org.gateway4j.internal.cgi.RequestPath;
import org.gateway4j.internal.files.FileNames;
import org.gateway4j.internal.http.Octets;
import org.gateway4j.internal.http.PercentEncoding;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.ResponseHead;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a response head asks the server to answer with, and whether the application may ask for it. Safe for use
 * by several threads.
 */
public final class HandoffResolver {

    private final FileNames fileNames = FileNames.ofThisJvm();
    private final SendfileRoots roots;

    HandoffResolver(SendfileRoots roots) {
        this.roots = roots;
    }

    @Nullable
    public Handoff resolve(ResponseHead head) throws AnswerException {
        if (head.localRedirect() != null) {
            return localRedirect(head.localRedirect());
        }
        if (head.sendfile() != null && !roots.sendfile().isEmpty()) {
            return sendfile(head.sendfile());
        }
        if (head.accelRedirect() != null && !roots.accel().isEmpty()) {
            return accel(head.accelRedirect());
        }
        return null;
    }

    /** A target that no client could have sent is the application's fault, not that of the client who is sent there. */
    private static @Nullable Handoff localRedirect(String target) throws AnswerException {
        if (target.indexOf('#') >= 0) {
            // A fragment is for the client alone (RFC 3875 section 6.3.2): it is redirected itself.
            return null;
        }
        try {
            RequestPath.of(GatewayRequest.get(target).build());
        } catch (IllegalArgumentException | RequestRejectedException e) {
            throw AnswerException.malformed("Location of a local redirect is no path and query");
        }
        return new Handoff.LocalRedirect(target);
    }

    private Handoff sendfile(String path) throws AnswerException {
        try {
            return file("X-Sendfile", path, fileNames.path(path), roots.sendfile());
        } catch (IOException e) {
            throw absent("X-Sendfile", path);
        }
    }

    private Handoff accel(String target) throws AnswerException {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        String decoded = decoded(path);
        String prefix = "";
        for (Map.Entry<String, Path> root : roots.accel().entrySet()) {
            if (decoded.startsWith(root.getKey()) && root.getKey().length() > prefix.length()) {
                prefix = root.getKey();
            }
        }
        Path directory = roots.accel().get(prefix);
        if (directory == null) {
            throw refused("X-Accel-Redirect", path, "is below no prefix of sendfileRoots.accel");
        }
        try {
            Path file = fileNames.below(directory, "./" + decoded.substring(prefix.length()));
            return file("X-Accel-Redirect", path, file, List.of(directory));
        } catch (IOException e) {
            throw absent("X-Accel-Redirect", path);
        }
    }

    private static String decoded(String path) throws AnswerException {
        try {
            return PercentEncoding.decode(path);
        } catch (IllegalArgumentException e) {
            throw refused("X-Accel-Redirect", path, "is no path");
        }
    }

    private static Handoff file(String header, String value, Path file, Collection<Path> directories)
            throws AnswerException, IOException {
        Path real = file.toRealPath();
        for (Path directory : directories) {
            if (real.startsWith(directory.toRealPath())) {
                if (!Files.isRegularFile(real)) {
                    throw refused(header, value, "is no regular file");
                }
                return new Handoff.SendFile(real);
            }
        }
        throw refused(header, value, "is below no directory of sendfileRoots");
    }

    private static AnswerException absent(String header, String value) {
        return refused(header, value, "does not exist or cannot be read");
    }

    /** Names the file, for those who have to find out; what follows its path may be a signature or a code. */
    private static AnswerException refused(String header, String value, String why) {
        return AnswerException.malformed(header + " " + Octets.printable(value.split("[?;#]", 2)[0]) + " " + why);
    }
}
