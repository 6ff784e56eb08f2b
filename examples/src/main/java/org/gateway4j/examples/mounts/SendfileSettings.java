package org.gateway4j.examples.mounts;

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
        SendfileRoots roots = SendfileRoots.none();
        if (sendfile.isPresent()) {
            roots = roots.sendfile(settings.directory("sendfile", sendfile.get()));
        }
        return accel.isPresent() ? accel(roots, settings, accel.get()) : roots;
    }

    private static SendfileRoots accel(SendfileRoots roots, Settings settings, String value) throws UsageException {
        int colon = value.indexOf(':');
        if (colon < 1 || !value.startsWith("/") || value.charAt(colon - 1) != '/') {
            throw settings.refuse("accel", value, ACCEL_FORMAT);
        }
        return roots.accel(value.substring(0, colon), settings.directory("accel", value.substring(colon + 1)));
    }
}
