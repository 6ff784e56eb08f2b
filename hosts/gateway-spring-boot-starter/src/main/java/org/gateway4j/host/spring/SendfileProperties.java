package org.gateway4j.host.spring;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gateway4j.SendfileRoots;
import org.jspecify.annotations.Nullable;

/**
 * The directories below which the application may ask the host to send files.
 *
 * @param roots the directories for X-Sendfile
 * @param accel the directories for X-Accel-Redirect, by prefix of the path
 */
record SendfileProperties(
        @Nullable List<Path> roots, @Nullable Map<String, Path> accel) implements Property.Group<SendfileRoots> {

    @Override
    public SendfileRoots change(SendfileRoots given, Property at) {
        return at.change(given)
                .by("roots", roots, (sendfile, paths) -> sendfile.sendfile(paths.toArray(Path[]::new)))
                .by("accel", accel, SendfileProperties::addAll)
                .result();
    }

    private static SendfileRoots addAll(SendfileRoots given, Map<String, Path> accel) {
        SendfileRoots changed = given;
        for (Map.Entry<String, Path> each : accel.entrySet()) {
            changed = changed.accel(each.getKey(), each.getValue());
        }
        return changed;
    }
}
