package org.gateway4j.examples.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gateway4j.Endpoint;
import org.gateway4j.examples.mounts.InstalledProgram;

/** A private php-cgi, with a few workers of its own. */
record PhpCgi(Path program, ServerProcess process, Path socket) implements Backend {

    private static final int WORKERS = 5;

    static Optional<Backend> start(DemoFolder folder) throws IOException {
        Optional<Path> program = InstalledProgram.find("php-cgi");
        return program.isEmpty() ? Optional.empty() : Optional.of(start(program.get(), folder));
    }

    private static PhpCgi start(Path program, DemoFolder folder) throws IOException {
        Path socket = folder.run().resolve("php-cgi.sock");
        ServerProcess process = ServerProcess.start(
                List.of(program.toString(), "-b", socket.toString(), "-d", "session.save_path=" + folder.sessions()),
                Map.of("PHP_FCGI_CHILDREN", Integer.toString(WORKERS), "PHP_FCGI_MAX_REQUESTS", "0"),
                socket,
                folder.run().resolve("php-cgi.log"));
        return new PhpCgi(program, process, socket);
    }

    @Override
    public String description() {
        return "php-cgi (" + program + ") by FastCGI";
    }

    @Override
    public Endpoint endpoint() {
        return Endpoint.unix(socket);
    }

    @Override
    public int workers() {
        return WORKERS;
    }

    @Override
    public void close() {
        process.close();
    }
}
