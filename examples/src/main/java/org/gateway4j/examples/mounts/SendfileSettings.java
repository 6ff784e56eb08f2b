package org.gateway4j.examples.mounts;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gateway4j.SendfileRoots;
import org.gateway4j.examples.options.Settings;
import org.gateway4j.examples.options.UsageException;

/** The settings that say which files an application may have sent. */
final class SendfileSettings {

    private static final String ACCEL_FORMAT = "must be a path that begins and ends with a slash, a colon, a directory";

    private SendfileSettings() {}

    static SendfileRoots take(Settings settings) throws UsageException {
        Optional<String> sendfile = settings.take("sendfile");
        Optional<String> accel = settings.take("accel");
        List<Path> directories =
                sendfile.isPresent() ? List.of(settings.directory("sendfile", sendfile.get())) : List.of();
        return new SendfileRoots(directories, accel.isPresent() ? accel(settings, accel.get()) : Map.of());
    }

    private static Map<String, Path> accel(Settings settings, String value) throws UsageException {
        int colon = value.indexOf(':');
        if (colon < 1 || !value.startsWith("/") || value.charAt(colon - 1) != '/') {
            throw settings.refuse("accel", value, ACCEL_FORMAT);
        }
        return Map.of(value.substring(0, colon), settings.directory("accel", value.substring(colon + 1)));
    }
}
