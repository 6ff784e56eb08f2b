package org.gateway4j.fastcgi.apps;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.Endpoint;
import org.gateway4j.PoolConfig;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.backends.ProcessTree;
import org.gateway4j.testkit.backends.RealBackends;
import org.gateway4j.testkit.backends.Site;

/** Processes of a program that share a Unix socket; those that end are replaced. */
final class RunningProgram {

    private final Program program;
    private final int processes;
    private final Path socket;
    private final ProcessTree tree;

    private RunningProgram(Program program, int processes, Site site) throws Exception {
        this.program = program;
        this.processes = processes;
        socket = site.file("application.sock");
        List<String> command = new ArrayList<>(List.of(
                RealBackends.program("perl").toString(),
                Program.source("supervise.pl").toString(),
                socket.toString(),
                Integer.toString(processes)));
        command.addAll(program.command());
        Path output = site.file("output");
        tree = ProcessTree.start(output, command);
        Await.until("the program listens or ends", () -> !tree.isAlive() || Files.exists(socket));
        if (!tree.isAlive()) {
            throw new IllegalStateException(Files.readString(output));
        }
    }

    static RunningProgram start(Program program, int processes, Site site) throws Exception {
        return new RunningProgram(program, processes, site);
    }

    Endpoint endpoint() {
        return Endpoint.unix(socket);
    }

    FastCgiGateway.Builder gateway() {
        return FastCgiGateway.builder(endpoint())
                .scripts(ScriptMapper.script(program.script()))
                .pool(PoolConfig.of(processes));
    }

    void stop() throws Exception {
        tree.stop();
    }
}
