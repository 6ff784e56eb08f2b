package org.gateway4j.examples.mounts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.PoolConfig;
import org.gateway4j.PoolStats;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.Timeouts;
import org.gateway4j.examples.http.Mount;
import org.gateway4j.examples.http.Reply;
import org.gateway4j.examples.options.MountOptions;
import org.gateway4j.examples.options.Settings;
import org.gateway4j.examples.options.UsageException;
import org.gateway4j.fastcgi.FastCgiGateway;

/** An application behind FastCGI, and the static files that lie beside its scripts. */
public final class FastCgiMount implements Mount {

    /** Leaves it to the gateway. */
    private static final int UNSET = 0;

    private final Gateway gateway;
    private final Site site;

    private FastCgiMount(Gateway gateway, Site site) {
        this.gateway = gateway;
        this.site = site;
    }

    /** As the command line says. */
    static FastCgiMount of(MountOptions options, Timeouts defaults) throws UsageException {
        Settings settings = options.settings();
        Site site = Site.of(settings);
        Map<String, String> variables = variables(settings);
        FastCgiGateway.Builder gateway = FastCgiGateway.builder(options.endpoint())
                .scripts(site)
                .pool(pool(settings))
                .variables(request -> variables)
                .sendfileRoots(SendfileSettings.take(settings));
        new BoundSettings(settings).takeInto(gateway);
        gateway.timeouts(settings.takeTimeouts(defaults));
        settings.refuseOthers();
        return new FastCgiMount(gateway.build(), site);
    }

    /** The PHP scripts and files of a directory. */
    public static FastCgiMount of(Endpoint endpoint, Path root, int workers, Timeouts timeouts) {
        Site site = Site.ofScripts(root);
        return new FastCgiMount(
                FastCgiGateway.builder(endpoint)
                        .scripts(site)
                        .pool(PoolConfig.of(workers))
                        .timeouts(timeouts)
                        .build(),
                site);
    }

    private static PoolConfig pool(Settings settings) throws UsageException {
        int connections = settings.takeCount("max", UNSET);
        return connections == UNSET ? PoolConfig.defaults() : PoolConfig.of(connections);
    }

    private static Map<String, String> variables(Settings settings) throws UsageException {
        Map<String, String> variables = settings.takeAll("env.");
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            try {
                GatewayRequest.get("/").variable(variable.getKey(), variable.getValue());
            } catch (IllegalArgumentException e) {
                throw settings.refuse("env." + variable.getKey(), variable.getValue(), message(e));
            }
        }
        return variables;
    }

    private static String message(IllegalArgumentException e) {
        return String.valueOf(e.getMessage());
    }

    @Override
    public void answer(GatewayRequest request, Reply reply) throws IOException {
        if (site.redirects(request, reply)) {
            return;
        }
        Optional<GatewayRequest> next = Optional.empty();
        try (GatewayResponse response = gateway.dispatch(request)) {
            next = Handoffs.follow(response, request, reply);
        } catch (RequestRejectedException e) {
            if (e.reason() != Reason.NOT_FOUND || !site.answersWithFile(request, reply)) {
                throw e;
            }
        }
        if (next.isPresent()) {
            reply.sendAnswerTo(next.get());
        }
    }

    @Override
    public List<String> indexes() {
        return site.indexes();
    }

    @Override
    public Optional<PoolStats> pool() {
        return Optional.of(gateway.stats());
    }

    @Override
    public void close() {
        gateway.close();
    }
}
