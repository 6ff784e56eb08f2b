package org.gateway4j.supervisor.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.gateway4j.Endpoint;
import org.gateway4j.HealthProbe;
import org.gateway4j.fastcgi.FastCgiProbe;

/**
 * A php-cgi that listens for FastCGI.
 *
 * @param program the executable
 * @param workers how many children it has; 1 for none, then it serves itself
 * @param ini additions to php.ini
 * @param variables the environment
 */
public record PhpCgiRecipe(Path program, int workers, IniFile ini, Variables variables) implements Recipe {

    @Override
    public String name() {
        return String.valueOf(program.getFileName());
    }

    @Override
    public boolean listensOnPort() {
        return false;
    }

    @Override
    public Signal stopSignal() {
        return Signal.TERM;
    }

    @Override
    public ProcessPlan plan(Place place, Duration grace) {
        String socket = place.endpoint().toString().substring("unix:".length());
        // Without a limit of its own it never ends between two requests.
        Variables all = PhpIni.scanned(variables, place).with(PhpIni.MOST_REQUESTS, "0");
        return new ProcessPlan(
                List.of(program.toString(), "-b", socket),
                workers == 1 ? all : all.with(PhpIni.CHILDREN, Integer.toString(workers)),
                Map.of(PhpIni.FILE, ini.text()),
                null);
    }

    @Override
    public HealthProbe probe(Endpoint endpoint) {
        return FastCgiProbe.of(endpoint, PROBE_TIMEOUT).byCapabilities();
    }
}
