package org.gateway4j.examples.mounts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.PoolStats;
import org.gateway4j.Timeouts;
import org.gateway4j.cgi.CgiGateway;
import org.gateway4j.cgi.CgiScriptMapper;
import org.gateway4j.cgi.ProcessConfig;
import org.gateway4j.examples.http.Mount;
import org.gateway4j.examples.http.Reply;
import org.gateway4j.examples.options.MountOptions;
import org.gateway4j.examples.options.Settings;
import org.gateway4j.examples.options.UsageException;

/** CGI programs: those of a directory, or one for all paths. */
public final class CgiMount implements Mount {

    private final Gateway gateway;

    private CgiMount(Gateway gateway) {
        this.gateway = gateway;
    }

    /** As the command line says. */
    static CgiMount of(MountOptions options, Timeouts defaults) throws UsageException {
        Settings settings = options.settings();
        CgiGateway.Builder gateway = CgiGateway.builder(scripts(options)).name("cgi " + options.target());
        new CgiSettings(settings).takeInto(gateway);
        new BoundSettings(settings).takeInto(gateway);
        gateway.timeouts(settings.takeTimeouts(defaults));
        settings.refuseOthers();
        return new CgiMount(gateway.build());
    }

    /** The shell scripts of a directory, which need not be executable. */
    public static CgiMount ofShellScripts(Path directory, Path shell, int processes, Timeouts timeouts) {
        return new CgiMount(
                CgiGateway.builder(CgiScriptMapper.directory(directory).interpreter(".sh", shell.toString()))
                        .processes(ProcessConfig.of(processes))
                        .timeouts(timeouts)
                        .build());
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

    @Override
    public void answer(GatewayRequest request, Reply reply) throws IOException {
        Handoffs.answer(gateway, request, reply);
    }

    @Override
    public Optional<PoolStats> pool() {
        return Optional.of(gateway.stats());
    }

    @Override
    public void close() {
        gateway.close();
    }
}
