package org.gateway4j.supervisor.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gateway4j.Endpoint;
import org.gateway4j.HealthProbe;
import org.gateway4j.fastcgi.FastCgiProbe;
import org.jspecify.annotations.Nullable;

/**
 * A PHP-FPM with one pool, in the foreground, with a configuration of its own.
 *
 * @param program the executable
 * @param mode the value of {@code pm}
 * @param workers the value of {@code pm.max_children}
 * @param user the user of the workers, or null for that of this process
 * @param directives further lines of the pool's section
 * @param ini additions to php.ini
 * @param variables the environment
 */
public record FpmRecipe(
        Path program,
        String mode,
        int workers,
        @Nullable String user,
        IniFile directives,
        IniFile ini,
        Variables variables)
        implements Recipe {

    private static final String PING = "/gateway4j-ping";
    private static final String CONFIGURATION = "php-fpm.conf";

    @Override
    public String name() {
        return String.valueOf(program.getFileName());
    }

    @Override
    public boolean listensOnPort() {
        return false;
    }

    /** QUIT lets running requests end. */
    @Override
    public Signal stopSignal() {
        return Signal.QUIT;
    }

    @Override
    public ProcessPlan plan(Place place, Duration grace) {
        List<String> command = List.of(
                program.toString(),
                "-F",
                "-y",
                place.directory().resolve(CONFIGURATION).toString());
        return new ProcessPlan(
                command,
                PhpIni.scanned(variables, place),
                Map.of(CONFIGURATION, configuration(place, grace), PhpIni.FILE, ini.text()),
                null);
    }

    private String configuration(Place place, Duration grace) {
        List<String> lines = new ArrayList<>(List.of(
                "[global]",
                "error_log = /proc/self/fd/2",
                "daemonize = no",
                // Without it, QUIT ends running requests at once.
                "process_control_timeout = " + Math.max(1, grace.toSeconds()) + "s",
                "[gateway4j]",
                "listen = " + path(place.endpoint()),
                "listen.mode = 0600",
                "pm = " + mode,
                "pm.max_children = " + workers,
                "ping.path = " + PING,
                "catch_workers_output = yes",
                "decorate_workers_output = no",
                // The workers' environment is that of this process, which has only what it was given.
                "clear_env = no"));
        lines.addAll(spareWorkers());
        if (user != null) {
            lines.add("user = " + user);
        }
        return String.join("\n", lines) + "\n" + directives.text();
    }

    private List<String> spareWorkers() {
        if (!mode.equals("dynamic")) {
            return List.of();
        }
        int most = (workers + 1) / 2;
        return List.of(
                "pm.start_servers = " + (1 + most) / 2, "pm.min_spare_servers = 1", "pm.max_spare_servers = " + most);
    }

    private static String path(Endpoint endpoint) {
        return endpoint.toString().substring("unix:".length());
    }

    @Override
    public HealthProbe probe(Endpoint endpoint) {
        return FastCgiProbe.of(endpoint, PROBE_TIMEOUT).byPing(PING);
    }
}
