package org.gateway4j.examples.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.gateway4j.Gateway;
import org.gateway4j.Timeouts;
import org.gateway4j.examples.mounts.CgiApplication;

/**
 * The demo's CGI scripts. They are run by the shell instead of being executed, as temporary directories may be mounted
 * without leave to execute.
 */
final class ShellScripts {

    static final String PATH = "/cgi-bin";

    private static final Path SHELL = Path.of("/bin/sh");
    private static final int PROCESSES = 5;

    private ShellScripts() {}

    /** Empty where there is no shell. */
    static Optional<Gateway> gateway(DemoFolder folder, Timeouts timeouts) {
        return Files.isExecutable(SHELL)
                ? Optional.of(CgiApplication.ofShellScripts(folder.cgiBin(), SHELL, PROCESSES, timeouts))
                : Optional.empty();
    }
}
