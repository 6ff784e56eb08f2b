package org.gateway4j.examples.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gateway4j.Endpoint;
import org.gateway4j.examples.mounts.InstalledProgram;

/** A private PHP-FPM. Where the host runs as root its workers do not: PHP-FPM refuses that. */
record PhpFpm(Path program, ServerProcess process, Path socket) implements Backend {

    private static final int WORKERS = 5;
    private static final List<String> USERS_FOR_ROOT = List.of("www-data", "nobody");

    static Optional<Backend> start(DemoFolder folder) throws IOException {
        Optional<Path> program = InstalledProgram.find("php-fpm");
        return program.isEmpty() ? Optional.empty() : Optional.of(start(program.get(), folder));
    }

    private static PhpFpm start(Path program, DemoFolder folder) throws IOException {
        Path socket = folder.run().resolve("php-fpm.sock");
        Path config = folder.run().resolve("php-fpm.conf");
        Files.writeString(config, config(folder, socket));
        ServerProcess process = ServerProcess.start(
                List.of(program.toString(), "--nodaemonize", "--fpm-config", config.toString()),
                Map.of(),
                socket,
                folder.run().resolve("php-fpm.log"));
        return new PhpFpm(program, process, socket);
    }

    private static String config(DemoFolder folder, Path socket) throws IOException {
        return """
                [global]
                error_log = %s
                [demo]
                %s
                listen = %s
                pm = static
                pm.max_children = %d
                catch_workers_output = yes
                php_admin_value[session.save_path] = %s
                """.formatted(
                        folder.run().resolve("php-fpm-error.log"), user(folder), socket, WORKERS, folder.sessions());
    }

    private static String user(DemoFolder folder) throws IOException {
        if (!System.getProperty("user.name").equals("root")) {
            return "";
        }
        UserPrincipal worker = USERS_FOR_ROOT.stream()
                .flatMap(name -> userOf(folder, name).stream())
                .findFirst()
                .orElseThrow(() -> new IOException("PHP-FPM's workers must not run as root, and there is none of the"
                        + " users " + String.join(", ", USERS_FOR_ROOT)));
        folder.openTo(worker);
        return "user = " + worker.getName();
    }

    private static Optional<UserPrincipal> userOf(DemoFolder folder, String name) {
        try {
            return Optional.of(
                    folder.www().getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public String description() {
        return "PHP-FPM (" + program + ") by FastCGI";
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
