package org.gateway4j.examples.demo;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the best backend that this machine has: PHP-FPM, php-cgi, or the one that needs nothing installed. */
final class Backends {

    private static final Logger LOG = LoggerFactory.getLogger(Backends.class);

    @FunctionalInterface
    private interface Starter {

        /** Empty if the program is not installed. */
        Optional<Backend> start(DemoFolder folder) throws IOException;
    }

    private Backends() {}

    static Backend startBest(DemoFolder folder) throws IOException {
        for (Starter starter : List.<Starter>of(PhpFpm::start, PhpCgi::start)) {
            try {
                Optional<Backend> backend = starter.start(folder);
                if (backend.isPresent()) {
                    return backend.get();
                }
            } catch (IOException e) {
                LOG.warn("going on without it: {}", e.getMessage());
            }
        }
        return EmbeddedBackend.start();
    }
}
