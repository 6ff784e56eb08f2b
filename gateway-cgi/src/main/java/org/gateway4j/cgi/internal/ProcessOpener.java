package org.gateway4j.cgi.internal;

import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.cgi.CgiScript;
import org.gateway4j.internal.blocking.Opener;
import org.gateway4j.internal.body.OutgoingBody;
import org.gateway4j.internal.exchange.Backend;
import org.gateway4j.internal.wire.ConnectException;
import org.gateway4j.internal.wire.Watchdog;

/** Starts a process for each request. */
public final class ProcessOpener implements Opener<CgiCall> {

    private static final Redirect NOTHING = Redirect.from(new File(isWindows() ? "NUL" : "/dev/null"));

    private final Backend backend;
    private final CgiSettings settings;
    private final Environment environment;
    private final ScriptLauncher launcher;
    private final Watchdog watchdog;
    private final List<String> wrapper;

    /**
     * An opener that has started no process.
     *
     * @throws IllegalStateException if the host cannot set an attribute of processes
     */
    public ProcessOpener(
            Backend backend, CgiSettings settings, Environment environment, LauncherKind kind, Watchdog watchdog) {
        this.wrapper = WrapperCommand.of(settings.processes().attributes(), HostRights.ofThisProcess());
        this.backend = backend;
        this.settings = settings;
        this.environment = environment;
        this.launcher = kind.open(backend, settings, watchdog);
        this.watchdog = watchdog;
    }

    private static boolean isWindows() {
        return File.separatorChar == '\\';
    }

    @Override
    public Opened<CgiCall> open(CgiCall call, OutgoingBody body, long longestNanos)
            throws ConnectException, RequestRejectedException {
        ProcessPlan plan = new ProcessPlan(
                command(call), environment.of(call, body.length()), directory(call.script()), input(body));
        RunningScript process = launcher.start(plan, longestNanos);
        boolean opened = false;
        try {
            CgiProtocol protocol = new CgiProtocol(call, process, backend.limits(), settings.accepted());
            Opened<CgiCall> both = new Opened<>(process.openWire(watchdog, plan.hasInputPipe()), protocol);
            opened = true;
            return both;
        } finally {
            if (!opened) {
                process.killNow();
            }
        }
    }

    /**
     * The command of a script. Words of a query become arguments only if configured, and never on Windows, where
     * programs parse the command line again.
     */
    private List<String> command(CgiCall call) {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(call.script().interpreter());
        command.add(call.script().file().toString());
        if (settings.queryAsArguments() && !isWindows()) {
            command.addAll(IndexedQuery.words(call.request()));
        }
        return command;
    }

    private File directory(CgiScript script) {
        Path directory = settings.workingDirectory();
        Path own = script.file().getParent();
        return (directory != null ? directory : own != null ? own : script.file()).toFile();
    }

    private static Redirect input(OutgoingBody body) {
        String file = body.file();
        if (file != null) {
            return Redirect.from(new File(file));
        }
        return body.length() == 0 ? NOTHING : Redirect.PIPE;
    }

    @Override
    public void close() {
        launcher.close();
    }
}
