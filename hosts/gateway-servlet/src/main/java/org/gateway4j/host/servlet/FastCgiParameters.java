package org.gateway4j.host.servlet;

import java.nio.file.Path;
import java.util.Optional;
import org.gateway4j.Gateway;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.script.DocumentRoot;
import org.gateway4j.script.ScriptMapper;

/** A gateway to FastCGI applications. */
record FastCgiParameters(FastCgiGateway.Builder builder) implements GatewayParameters {

    static FastCgiParameters take(String address, InitParameters parameters) {
        FastCgiGateway.Builder builder =
                FastCgiGateway.builder(GatewayParameters.endpoint(address)).scripts(scripts(parameters));
        parameters
                .takeCount("max-connections")
                .ifPresent(count -> builder.pool(pool -> pool.withMaxConnections(count)));
        GatewayParameters.takeInto(builder, parameters);
        return new FastCgiParameters(builder);
    }

    private static ScriptMapper scripts(InitParameters parameters) {
        Optional<Path> script = parameters.take("script", Path::of);
        if (script.isPresent()) {
            return ScriptMapper.script(script.get());
        }
        DocumentRoot root = parameters
                .take("root", text -> ScriptMapper.documentRoot(Path.of(text)))
                .orElseThrow(
                        () -> new IllegalArgumentException("init parameter root is missing: it must be the directory of"
                                + " the scripts, unless the parameter script names the only one"));
        DocumentRoot found = parameters.takeSwitch("file-checks", true) ? root : root.withoutFileChecks();
        return parameters.take("front-controller", found::frontController).orElse(found);
    }

    @Override
    public Gateway build() {
        return builder.build();
    }

    @Override
    public AsyncGateway buildAsync() {
        return builder.buildAsync();
    }
}
