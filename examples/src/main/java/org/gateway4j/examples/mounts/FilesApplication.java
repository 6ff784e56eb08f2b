package org.gateway4j.examples.mounts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gateway4j.Timeouts;
import org.gateway4j.examples.files.StaticFiles;
import org.gateway4j.examples.options.MountOptions;
import org.gateway4j.examples.options.Settings;
import org.gateway4j.examples.options.UsageException;

/** The files of a directory, without any application. */
final class FilesApplication {

    private FilesApplication() {}

    /** As the options say. No deadline matters. */
    static Application of(MountOptions options, Timeouts defaults) throws UsageException {
        Settings settings = options.settings();
        Path root = options.file();
        if (!Files.isDirectory(root)) {
            throw settings.refuseTarget(options.target(), "must be a directory that exists");
        }
        List<String> indexes = indexes(settings);
        List<Path> linkTargets = settings.takeDirectories("also");
        settings.refuseOthers();
        return new Application(new StaticFiles(root, linkTargets, List.of(), indexes), indexes);
    }

    private static List<String> indexes(Settings settings) throws UsageException {
        List<String> given = settings.takeEach("index");
        for (String name : given) {
            if (name.isEmpty() || name.contains("/")) {
                throw settings.refuse("index", name, "must be a file name");
            }
        }
        return given.isEmpty() ? List.of(StaticFiles.INDEX) : given;
    }
}
