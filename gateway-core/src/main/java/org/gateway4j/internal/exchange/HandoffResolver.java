package org.gateway4j.internal.exchange;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.gateway4j.Handoff;
import org.gateway4j.SendfileRoots;
import org.gateway4j.internal.cgi.AnswerException;
import org.gateway4j.internal.cgi.Octets;
import org.gateway4j.internal.cgi.PercentEncoding;
import org.gateway4j.internal.cgi.ResponseHead;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a response head asks the server to answer with, and whether the application may ask for it. Safe for use
 * by several threads.
 */
final class HandoffResolver {

    private final SendfileRoots roots;

    HandoffResolver(SendfileRoots roots) {
        this.roots = roots;
    }

    @Nullable
    Handoff resolve(ResponseHead head) throws AnswerException {
        if (head.localRedirect() != null) {
            return new Handoff.LocalRedirect(head.localRedirect());
        }
        if (head.sendfile() != null && !roots.sendfile().isEmpty()) {
            return sendfile(head.sendfile());
        }
        if (head.accelRedirect() != null && !roots.accel().isEmpty()) {
            return accel(head.accelRedirect());
        }
        return null;
    }

    private Handoff sendfile(String path) throws AnswerException {
        return file("X-Sendfile", path, text(path), roots.sendfile());
    }

    private Handoff accel(String target) throws AnswerException {
        int query = target.indexOf('?');
        String decoded = decoded(query < 0 ? target : target.substring(0, query));
        String prefix = "";
        for (Map.Entry<String, Path> root : roots.accel().entrySet()) {
            if (decoded.startsWith(root.getKey()) && root.getKey().length() > prefix.length()) {
                prefix = root.getKey();
            }
        }
        Path directory = roots.accel().get(prefix);
        if (directory == null) {
            throw refused("X-Accel-Redirect", target, "is below no prefix of sendfileRoots.accel");
        }
        String file = directory + "/" + text(decoded.substring(prefix.length()));
        return file("X-Accel-Redirect", target, file, List.of(directory));
    }

    private static String decoded(String target) throws AnswerException {
        try {
            return PercentEncoding.decode(target);
        } catch (IllegalArgumentException e) {
            throw refused("X-Accel-Redirect", target, "is no path");
        }
    }

    private static String text(String octets) {
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static Handoff file(String header, String value, String name, Collection<Path> directories)
            throws AnswerException {
        try {
            Path real = Path.of(name).toRealPath();
            for (Path directory : directories) {
                if (real.startsWith(directory.toRealPath())) {
                    if (!Files.isRegularFile(real)) {
                        throw refused(header, value, "is no regular file");
                    }
                    return new Handoff.SendFile(real);
                }
            }
        } catch (IOException | InvalidPathException e) {
            throw refused(header, value, "does not exist or cannot be read");
        }
        throw refused(header, value, "is below no directory of sendfileRoots");
    }

    private static AnswerException refused(String header, String value, String why) {
        return AnswerException.malformed(header + " " + Octets.printable(value) + " " + why);
    }
}
