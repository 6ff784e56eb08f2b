package org.gateway4j.examples.mounts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Handoff;
import org.gateway4j.Headers;
import org.gateway4j.PoolConfig;
import org.gateway4j.PoolStats;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.SendfileRoots;
import org.gateway4j.Timeouts;
import org.gateway4j.examples.files.FileContent;
import org.gateway4j.examples.http.Mount;
import org.gateway4j.examples.http.Reply;
import org.gateway4j.examples.options.MountOptions;
import org.gateway4j.examples.options.Settings;
import org.gateway4j.examples.options.UsageException;
import org.gateway4j.fastcgi.FastCgiGateway;

/** An application behind FastCGI, and the static files that lie beside its scripts. */
public final class FastCgiMount implements Mount {

    private final Gateway gateway;
    private final Site site;

    private FastCgiMount(Gateway gateway, Site site) {
        this.gateway = gateway;
        this.site = site;
    }

    /** As the command line says. */
    static FastCgiMount of(MountOptions options, Timeouts defaults) throws UsageException {
        Settings settings = options.settings();
        Endpoint endpoint = endpoint(options);
        Site site = Site.of(settings);
        Map<String, String> variables = variables(settings);
        PoolConfig pool = pool(settings);
        SendfileRoots sendfile = SendfileSettings.take(settings);
        Timeouts timeouts = settings.takeTimeouts(defaults);
        settings.refuseOthers();
        return new FastCgiMount(
                FastCgiGateway.builder(endpoint)
                        .scripts(site)
                        .pool(pool)
                        .timeouts(timeouts)
                        .variables(request -> variables)
                        .sendfileRoots(sendfile)
                        .build(),
                site);
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

    private static Endpoint endpoint(MountOptions options) throws UsageException {
        try {
            return Endpoint.parse(options.target());
        } catch (IllegalArgumentException e) {
            throw options.settings().refuseTarget(options.target(), message(e));
        }
    }

    private static PoolConfig pool(Settings settings) throws UsageException {
        return PoolConfig.of(settings.takeCount("max", PoolConfig.defaults().maxConnections()));
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
            next = follow(response, request, reply);
        } catch (RequestRejectedException e) {
            if (e.reason() != Reason.NOT_FOUND || !site.answersWithFile(request, reply)) {
                throw e;
            }
        }
        if (next.isPresent()) {
            reply.sendAnswerTo(next.get());
        }
    }

    /** Sends a response, or what it asks to be sent instead; only another request is left to the time after its end. */
    private static Optional<GatewayRequest> follow(GatewayResponse response, GatewayRequest request, Reply reply)
            throws IOException {
        Handoff handoff = response.handoff().orElse(null);
        if (handoff instanceof Handoff.LocalRedirect redirect) {
            return Optional.of(request.redirectedTo(redirect.target()));
        }
        if (handoff instanceof Handoff.SendFile file) {
            send(file, response, request, reply);
        } else {
            reply.send(response);
        }
        return Optional.empty();
    }

    private static void send(Handoff.SendFile file, GatewayResponse response, GatewayRequest request, Reply reply)
            throws IOException {
        Headers headers = response.headers().toBuilder()
                .remove("Content-Length")
                .remove("Last-Modified")
                .build();
        headers.forEach(reply::header);
        new FileContent(file.file()).send(response.status(), request, reply);
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
