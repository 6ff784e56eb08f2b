package org.gateway4j.testkit.backends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Transport;
import org.jspecify.annotations.Nullable;

/** A PHP-FPM of a test's own: private configuration, private site, one pool of workers. */
public final class PhpFpm {

    private static final String READY = "ready to handle connections";
    private static final int ATTEMPTS = 5;

    private final Path program;
    private final Settings settings;
    private final Site site;
    private String address;
    private @Nullable ProcessTree processes;

    /**
     * How it is configured.
     *
     * @param transport where it listens
     * @param children {@code pm.max_children}, all started at once
     * @param directives further lines of the pool's section
     */
    public record Settings(Transport transport, int children, List<String> directives) {

        /**
         * {@return five workers, as many as a gateway opens connections by default, and no further directives}
         *
         * @param transport where it listens
         */
        public static Settings of(Transport transport) {
            return new Settings(transport, 5, List.of());
        }

        /**
         * {@return the same with another number of workers}
         *
         * @param count at least 1
         */
        public Settings children(int count) {
            return new Settings(transport, count, directives);
        }

        /**
         * {@return the same with one more line in the section of the pool}
         *
         * @param directive such as {@code pm.max_requests = 3}
         */
        public Settings with(String directive) {
            List<String> more = new ArrayList<>(directives);
            more.add(directive);
            return new Settings(transport, children, List.copyOf(more));
        }

        /**
         * {@return the same with a value of php.ini}
         *
         * @param name such as {@code memory_limit}
         * @param value what the scripts cannot change
         */
        public Settings php(String name, String value) {
            return with("php_admin_value[" + name + "] = " + value);
        }
    }

    /** Says how to run an application, once its site is there. */
    @FunctionalInterface
    public interface Configuration {

        /**
         * {@return the settings, once all files that they name are written}
         *
         * @param site the site of the new PHP-FPM
         * @throws IOException if a file cannot be read or written
         */
        Settings configure(Site site) throws IOException;
    }

    private PhpFpm(Path program, Settings settings, Site site) throws IOException, InterruptedException {
        this.program = program;
        this.settings = settings;
        this.site = site;
        this.address = newAddress();
        for (int attempt = 1; processes == null; attempt++) {
            run(attempt == ATTEMPTS);
        }
    }

    /**
     * Starts one, and returns once it is ready.
     *
     * @param settings how it is configured
     * @return the running server
     * @throws IOException if it cannot be started
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    public static PhpFpm start(Settings settings) throws IOException, InterruptedException {
        return start(site -> settings);
    }

    /**
     * Starts one for an application that is configured within its site.
     *
     * @param configuration asked once
     * @return the running server
     * @throws IOException if it cannot be started
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    public static PhpFpm start(Configuration configuration) throws IOException, InterruptedException {
        Path program = RealBackends.program("php-fpm");
        Site site = new Site();
        try {
            return new PhpFpm(program, configuration.configure(site), site);
        } catch (Exception | Error e) {
            site.close();
            throw e;
        }
    }

    private String newAddress() throws IOException {
        return settings.transport() == Transport.UNIX
                ? "unix:" + site.file("php.sock")
                : "127.0.0.1:" + Daemon.freePort();
    }

    /** Starts the processes; if another program has taken the port meanwhile, chooses another one for the next attempt. */
    private void run(boolean lastAttempt) throws IOException, InterruptedException {
        Path config = Files.write(site.file("fpm.conf"), configuration());
        long before = occurrences(READY);
        ProcessTree started =
                ProcessTree.start(site.file("output"), List.of(program.toString(), "-F", "-y", config.toString()));
        try {
            Await.until("php-fpm is ready or ends", () -> !started.isAlive() || occurrences(READY) > before);
        } catch (Exception | Error e) {
            started.stop();
            throw e;
        }
        if (started.isAlive()) {
            processes = started;
        } else if (lastAttempt) {
            throw new IllegalStateException("php-fpm does not start: " + log());
        } else {
            address = newAddress();
        }
    }

    private List<String> configuration() throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "[global]",
                "error_log = " + site.file("log"),
                "process_control_timeout = 2s",
                "[site]",
                "listen = " + address.replaceFirst("^unix:", ""),
                "listen.mode = 0666",
                "pm = static",
                "pm.max_children = " + settings.children(),
                "ping.path = /ping",
                "catch_workers_output = yes",
                "php_admin_value[output_buffering] = 0",
                "php_admin_value[display_errors] = 0",
                "php_admin_flag[log_errors] = on",
                "php_admin_value[upload_tmp_dir] = " + site.writable(),
                "php_admin_value[session.save_path] = " + site.writable(),
                "php_admin_value[opcache.enable] = 0"));
        if (Site.isRoot()) {
            lines.add("user = " + Site.unprivilegedUser());
        }
        lines.addAll(settings.directives());
        return lines;
    }

    /** {@return where it listens, as an endpoint} */
    public String address() {
        return address;
    }

    /** {@return its site, which lives as long as it does} */
    public Site site() {
        return site;
    }

    /** {@return how many requests it works on at once} */
    public int children() {
        return settings.children();
    }

    /** {@return its processes, which {@link #restart} replaces} */
    public ProcessTree processes() {
        return Objects.requireNonNull(processes, "stopped");
    }

    /**
     * Ends it at once, in the middle of whatever it does.
     *
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    public void kill() throws InterruptedException {
        processes().kill();
    }

    /**
     * Stops it and starts it again at the same address.
     *
     * @throws IOException if it cannot be started
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    public void restart() throws IOException, InterruptedException {
        processes().stop();
        processes = null;
        String same = address;
        run(true);
        if (!address.equals(same)) {
            throw new IllegalStateException("php-fpm moved to " + address);
        }
    }

    /**
     * Reloads it gracefully and waits until it has begun anew.
     *
     * @throws IOException if its log cannot be read
     */
    public void reload() throws IOException {
        long before = occurrences(READY);
        processes().signal("USR2");
        Await.until("php-fpm has reloaded", () -> occurrences(READY) > before);
    }

    private long occurrences(String text) throws IOException {
        Path log = site.file("log");
        if (Files.notExists(log)) {
            return 0;
        }
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains(text))
                .count();
    }

    /**
     * {@return what it has logged and written to its output}
     *
     * @throws IOException if that cannot be read
     */
    public String log() throws IOException {
        Path log = site.file("log");
        return Files.readString(site.file("output")) + (Files.exists(log) ? Files.readString(log) : "");
    }

    /**
     * Ends it and removes all that it had.
     *
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    public void stop() throws InterruptedException {
        if (processes != null) {
            processes.stop();
        }
        site.close();
    }
}
