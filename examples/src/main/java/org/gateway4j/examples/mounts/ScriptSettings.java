package org.gateway4j.examples.mounts;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.gateway4j.cgi.CgiScriptMapper;
import org.gateway4j.cgi.ScriptDirectory;
import org.gateway4j.examples.options.Settings;
import org.gateway4j.examples.options.UsageException;

/** The settings of a CGI mount that say which files of a directory are scripts. One executable alone has none of them. */
final class ScriptSettings {

    private static final String INTERPRETER = "interpreter.";

    private ScriptSettings() {}

    static CgiScriptMapper take(Path directory, Settings settings) throws UsageException {
        ScriptDirectory scripts = CgiScriptMapper.directory(directory);
        for (Map.Entry<String, String> entry : settings.takeAll(INTERPRETER).entrySet()) {
            scripts = interpreted(scripts, entry.getKey(), entry.getValue(), settings);
        }
        scripts = scripts.allowLinksTo(settings.takeDirectories("also").toArray(Path[]::new));
        if (!settings.takeSwitch("links", true)) {
            scripts = scripts.followLinks(false);
        }
        Optional<String> documents = settings.take("documents");
        return documents.isPresent() ? scripts.documentRoot(settings.directory("documents", documents.get())) : scripts;
    }

    private static ScriptDirectory interpreted(
            ScriptDirectory scripts, String extension, String command, Settings settings) throws UsageException {
        try {
            return scripts.interpreter("." + extension, command.split(" +", -1));
        } catch (IllegalArgumentException e) {
            throw settings.refuse(INTERPRETER + extension, command, String.valueOf(e.getMessage()));
        }
    }
}
