package org.gateway4j.examples.mounts;

import java.nio.file.Files;
import java.nio.file.Path;
import org.gateway4j.Gateway;
import org.gateway4j.Timeouts;
import org.gateway4j.cgi.CgiGateway;
import org.gateway4j.cgi.CgiScriptMapper;
import org.gateway4j.cgi.ProcessConfig;
import org.gateway4j.examples.options.MountOptions;
import org.gateway4j.examples.options.Settings;
import org.gateway4j.examples.options.UsageException;
import org.gateway4j.host.AccessEvent;

/** CGI programs: those of a directory, or one for all paths. */
public final class CgiApplication {

    private CgiApplication() {}

    /** As the options say. */
    static Application of(MountOptions options, Timeouts defaults) throws UsageException {
        Settings settings = options.settings();
        CgiGateway.Builder gateway = CgiGateway.builder(scripts(options)).name("cgi " + options.target());
        new CgiSettings(settings).takeInto(gateway);
        new BoundSettings(settings).takeInto(gateway);
        gateway.listener(AccessEvent.upstreamListener());
        gateway.timeouts(settings.takeTimeouts(defaults));
        settings.refuseOthers();
        return Application.of(gateway.build());
    }

    /** The shell scripts of a directory, which need not be executable. */
    public static Gateway ofShellScripts(Path directory, Path shell, int processes, Timeouts timeouts) {
        return CgiGateway.builder(CgiScriptMapper.directory(directory).interpreter(".sh", shell.toString()))
                .processes(ProcessConfig.of(processes))
                .timeouts(timeouts)
                .build();
    }

    private static CgiScriptMapper scripts(MountOptions options) throws UsageException {
        Path target = options.file();
        if (Files.isDirectory(target)) {
            return ScriptSettings.take(target, options.settings());
        }
        if (!Files.isRegularFile(target) || !Files.isExecutable(target)) {
            throw options.settings()
                    .refuseTarget(options.target(), "must be a directory of scripts or an executable file");
        }
        return CgiScriptMapper.executable(target);
    }
}
