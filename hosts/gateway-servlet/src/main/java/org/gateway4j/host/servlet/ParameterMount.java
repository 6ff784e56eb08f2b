package org.gateway4j.host.servlet;

import java.util.Locale;
import java.util.function.Supplier;
import org.gateway4j.Gateway;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.host.HostConfig;
import org.gateway4j.host.Mount;
import org.gateway4j.host.Mounts;
import org.gateway4j.host.TrustedProxies;

/**
 * The one mount that init parameters describe, with a gateway of its own.
 *
 * @param mount the mount
 * @param config what the host does beside it
 */
record ParameterMount(Mount mount, HostConfig config) {

    private static final String TARGET = "target";

    private static final String FORMS =
            "must be fastcgi:ADDRESS, ajp:ADDRESS, scgi:ADDRESS or uwsgi:ADDRESS, with an address such as"
                    + " 127.0.0.1:9000 or unix:/run/php/php-fpm.sock, or cgi:PATH, with a directory or an executable"
                    + " file";

    /**
     * Makes the mount.
     *
     * @throws IllegalArgumentException if a parameter is unknown, missing or wrong
     */
    static ParameterMount take(InitParameters parameters) {
        String target = parameters.require(TARGET, "it " + FORMS);
        String path = parameters.take("mount").orElse("/");
        Mount.Prefix prefix = parameters.take("prefix", ParameterMount::prefix).orElse(Mount.Prefix.MOUNTED);
        HostConfig config = parameters
                .take("trusted-proxies", text -> TrustedProxies.of(text.split("[,\\s]+", -1)))
                .map(HostConfig.defaults()::trustedProxies)
                .orElse(HostConfig.defaults());
        boolean async = parameters.takeSwitch("async", false);
        GatewayParameters gateway = gateway(target, parameters);
        parameters.refuseOthers();
        Mount mount = mount(path, gateway, async);
        return new ParameterMount(mount.treatment(prefix), config);
    }

    /** Builds a gateway and mounts it. If the path is refused, the gateway is closed. */
    static Mount mount(String path, GatewayParameters parameters, boolean async) {
        if (async) {
            AsyncGateway gateway = parameters.buildAsync();
            return mountOrClose(() -> Mount.of(path, gateway), gateway::close);
        }
        Gateway gateway = parameters.build();
        return mountOrClose(() -> Mount.of(path, gateway), gateway::close);
    }

    private static Mount mountOrClose(Supplier<Mount> mount, Runnable close) {
        try {
            return mount.get();
        } catch (IllegalArgumentException e) {
            close.run();
            throw e;
        }
    }

    private static Mount.Prefix prefix(String text) {
        for (Mount.Prefix prefix : Mount.Prefix.values()) {
            if (prefix.name().toLowerCase(Locale.ROOT).equals(text)) {
                return prefix;
            }
        }
        throw new IllegalArgumentException("must be mounted, kept or stripped");
    }

    private static GatewayParameters gateway(String target, InitParameters parameters) {
        int colon = target.indexOf(':');
        String protocol = target.substring(0, Math.max(colon, 0));
        String address = target.substring(colon + 1);
        try {
            return switch (protocol) {
                case "fastcgi" -> FastCgiParameters.take(address, parameters);
                case "ajp" -> AjpParameters.take(address, parameters);
                case "scgi" -> ScgiParameters.take(address, parameters);
                case "uwsgi" -> UwsgiParameters.take(address, parameters);
                case "cgi" -> CgiParameters.take(address, parameters);
                default -> throw InitParameters.refuse(TARGET, target, FORMS);
            };
        } catch (NoClassDefFoundError e) {
            throw new IllegalArgumentException(
                    "init parameter " + TARGET + " is \"" + target + "\": that needs the library gateway-" + protocol,
                    e);
        }
    }

    Mounts mounts() {
        return Mounts.builder().mount(mount).build();
    }

    void close() {
        mount.gateway().ifPresent(Gateway::close);
        mount.asyncGateway().ifPresent(AsyncGateway::close);
    }
}
