package org.gateway4j.host.spring;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.gateway4j.Endpoint;
import org.gateway4j.GatewayBuilder;
import org.gateway4j.GatewayRequest;
import org.gateway4j.HealthProbe;
import org.gateway4j.SendfileRoots;
import org.gateway4j.ajp.AjpGateway;
import org.gateway4j.ajp.AjpProbe;
import org.gateway4j.cgi.CgiGateway;
import org.gateway4j.cgi.CgiScriptMapper;
import org.gateway4j.cgi.ScriptDirectory;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.fastcgi.FastCgiProbe;
import org.gateway4j.host.spring.RouteTarget.Protocol;
import org.gateway4j.scgi.ScgiGateway;
import org.gateway4j.script.DocumentRoot;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.uwsgi.UwsgiGateway;
import org.jspecify.annotations.Nullable;

/** Makes the builder of a gateway of the properties of its route. */
final class RouteBackends {

    private final Property at;
    private final RouteProperties route;
    private final RouteTarget target;

    private RouteBackends(Property at, RouteProperties route, RouteTarget target) {
        this.at = at;
        this.route = route;
        this.target = target;
    }

    /**
     * Makes the builder.
     *
     * @throws InvalidGatewayPropertyException if a property is missing, wrong, or not for the protocol of the target
     */
    static RouteBackend of(Property at, RouteProperties route, String targetText) {
        RouteTarget target = at.child("target").make(targetText, RouteTarget::parse);
        RouteBackends backends = new RouteBackends(at, route, target);
        backends.refuseOthers();
        return switch (target.protocol()) {
            case FASTCGI -> backends.fastCgi();
            case AJP -> backends.ajp();
            case CGI -> backends.cgi();
            case SCGI -> backends.scgi();
            case UWSGI -> backends.uwsgi();
        };
    }

    /** Refuses the properties that only other protocols have. */
    private void refuseOthers() {
        refuseUnless("root", route.root(), Protocol.FASTCGI);
        refuseUnless("script", route.script(), Protocol.FASTCGI);
        refuseUnless("document-root", route.documentRoot(), Protocol.FASTCGI);
        refuseUnless("fastcgi", route.fastcgi(), Protocol.FASTCGI);
        refuseUnless("ajp", route.ajp(), Protocol.AJP);
        refuseUnless("cgi", route.cgi(), Protocol.CGI);
        refuseUnless("uwsgi", route.uwsgi(), Protocol.UWSGI);
        refuseUnless("pool", route.pool(), Protocol.FASTCGI, Protocol.AJP, Protocol.SCGI, Protocol.UWSGI);
        refuseUnless("health", route.health(), Protocol.FASTCGI, Protocol.AJP);
        refuseUnless("variables", route.variables(), Protocol.FASTCGI, Protocol.CGI, Protocol.SCGI, Protocol.UWSGI);
    }

    private void refuseUnless(String part, @Nullable Object value, Protocol... protocols) {
        if (value != null && !List.of(protocols).contains(target.protocol())) {
            throw at.child(part).refuse(null, "has no meaning for the target " + route.target());
        }
    }

    private RouteBackend fastCgi() {
        Endpoint endpoint = endpoint();
        FastCgiGateway.Builder builder = FastCgiGateway.builder(endpoint).scripts(scripts());
        shared(builder)
                .by("pool", route.pool(), (given, pool) -> given.pool(old -> pool.change(old, at.child("pool"))))
                .by("variables", checked(route.variables()), (given, all) -> given.variables(request -> all))
                .group("fastcgi", route.fastcgi());
        FastCgiProbe probe = FastCgiProbe.of(endpoint, health().timeout());
        String ping = health().pingPath();
        HealthProbe check = ping == null ? probe.byConnecting() : probe.byPing(ping);
        return new RouteBackend(builder, builder::build, builder::buildAsync, Optional.of(check));
    }

    private ScriptMapper scripts() {
        Path script = route.script();
        Path root = route.root();
        if (script != null && root != null) {
            throw at.child("script").refuse(script, "must not be set beside root");
        }
        if (script != null) {
            return at.child("script").make(script, ScriptMapper::script);
        }
        if (root == null) {
            throw at.child("root")
                    .refuse(
                            null,
                            "is missing; it must be the directory of the scripts, unless the property script names the"
                                    + " only one");
        }
        DocumentRoot found = at.child("root").make(root, ScriptMapper::documentRoot);
        return at.change(found).group("document-root", route.documentRoot()).result();
    }

    private RouteBackend ajp() {
        Endpoint endpoint = endpoint();
        AjpGateway.Builder builder = AjpGateway.builder(endpoint);
        shared(builder)
                .by("pool", route.pool(), (given, pool) -> given.pool(old -> pool.change(old, at.child("pool"))))
                .group("ajp", route.ajp());
        if (health().pingPath() != null) {
            throw at.child("health").child("ping-path").refuse(health().pingPath(), "is for fastcgi: targets");
        }
        AjpProbe probe = AjpProbe.of(endpoint, health().timeout());
        return new RouteBackend(builder, builder::build, builder::buildAsync, Optional.of(probe.byPing()));
    }

    private RouteBackend cgi() {
        CgiScriptMapper scripts = at.child("target").make(target.address(), this::programs);
        CgiGateway.Builder builder = CgiGateway.builder(scripts);
        shared(builder)
                .by("variables", checked(route.variables()), (given, all) -> given.variables(request -> all))
                .group("cgi", route.cgi());
        return new RouteBackend(builder, builder::build, builder::buildAsync, Optional.empty());
    }

    private RouteBackend scgi() {
        ScgiGateway.Builder builder = ScgiGateway.builder(endpoint());
        shared(builder)
                .by("pool", route.pool(), (given, pool) -> given.pool(old -> pool.change(old, at.child("pool"))))
                .by("variables", checked(route.variables()), (given, all) -> given.variables(request -> all));
        return new RouteBackend(builder, builder::build, builder::buildAsync, Optional.empty());
    }

    private RouteBackend uwsgi() {
        UwsgiGateway.Builder builder = UwsgiGateway.builder(endpoint());
        shared(builder)
                .by("pool", route.pool(), (given, pool) -> given.pool(old -> pool.change(old, at.child("pool"))))
                .by("variables", checked(route.variables()), (given, all) -> given.variables(request -> all))
                .group("uwsgi", route.uwsgi());
        return new RouteBackend(builder, builder::build, builder::buildAsync, Optional.empty());
    }

    private CgiScriptMapper programs(String address) {
        Path path = Path.of(address);
        if (Files.isDirectory(path)) {
            ScriptDirectory directory = CgiScriptMapper.directory(path);
            CgiProperties cgi = route.cgi();
            return cgi == null ? directory : cgi.change(directory, at.child("cgi"));
        }
        if (!Files.isExecutable(path)) {
            throw new IllegalArgumentException("there is neither a directory nor an executable file");
        }
        return CgiScriptMapper.executable(path);
    }

    private Endpoint endpoint() {
        return at.child("target").make(target, RouteTarget::endpoint);
    }

    private HealthProperties health() {
        HealthProperties health = route.health();
        return health == null ? HealthProperties.DEFAULTS : health;
    }

    private @Nullable Map<String, String> checked(@Nullable Map<String, String> variables) {
        if (variables != null) {
            at.child("variables").make(variables, all -> {
                all.forEach((name, value) -> GatewayRequest.get("/").variable(name, value));
                return all;
            });
        }
        return variables;
    }

    /** The settings of all protocols. */
    private <B extends GatewayBuilder<B>> Property.Changes<B> shared(B builder) {
        return at.change(builder)
                .by("timeouts", route.timeouts(), (given, group) -> given.timeouts(change("timeouts", group)))
                .by("limits", route.limits(), (given, group) -> given.limits(change("limits", group)))
                .by("spooling", route.spooling(), (given, group) -> given.spooling(change("spooling", group)))
                .by(
                        "sendfile",
                        route.sendfile(),
                        (given, group) -> given.sendfileRoots(group.change(SendfileRoots.none(), at.child("sendfile"))))
                .by("max-redirects", route.maxRedirects(), GatewayBuilder::maxRedirects);
    }

    private <T> UnaryOperator<T> change(String part, Property.Group<T> group) {
        return given -> group.change(given, at.child(part));
    }
}
