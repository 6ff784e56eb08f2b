package org.gateway4j.soak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.gateway4j.Endpoint;
import org.gateway4j.PoolConfig;
import org.gateway4j.Timeouts;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.script.ScriptMapper;

/**
 * An application under load, and the gateway to it.
 *
 * @param tasks what is asked of it
 */
record Target(String name, FastCgiGateway gateway, Tasks tasks) {

    private static final Timeouts TIMEOUTS = Timeouts.defaults()
            .withHead(Duration.ofSeconds(1))
            .withRead(Duration.ofSeconds(5))
            .withExchange(Duration.ofSeconds(20));

    /** Makes the task with a number. */
    @FunctionalInterface
    interface Tasks {

        Task next(long number, RandomGenerator random);
    }

    /** One that goes wrong when it is asked to. */
    static Target faulty(String name, Endpoint endpoint, int connections) {
        return new Target(name, gateway(endpoint, Path.of("/srv/soak"), TIMEOUTS, connections), Task::random);
    }

    /** One that only its operator disturbs; a reload makes requests wait. */
    static Target healthy(String name, Endpoint endpoint, Path script, int connections) {
        Timeouts patient = TIMEOUTS.withHead(Duration.ofSeconds(10));
        return new Target(name, gateway(endpoint, script, patient, connections), Task::healthy);
    }

    private static FastCgiGateway gateway(Endpoint endpoint, Path script, Timeouts timeouts, int connections) {
        return FastCgiGateway.builder(endpoint)
                .scripts(ScriptMapper.script(script))
                .timeouts(timeouts)
                .pool(PoolConfig.of(connections))
                .build();
    }
}
