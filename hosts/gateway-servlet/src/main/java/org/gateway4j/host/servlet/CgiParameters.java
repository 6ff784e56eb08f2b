package org.gateway4j.host.servlet;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.gateway4j.Gateway;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.cgi.CgiGateway;
import org.gateway4j.cgi.CgiScriptMapper;
import org.gateway4j.cgi.ProcessConfig;

/** A gateway to CGI programs. */
record CgiParameters(CgiGateway.Builder builder) implements GatewayParameters {

    static CgiParameters take(String address, InitParameters parameters) {
        CgiGateway.Builder builder = CgiGateway.builder(scripts(address));
        parameters.takeCount("max-processes").ifPresent(count -> builder.processes(ProcessConfig.of(count)));
        GatewayParameters.takeInto(builder, parameters);
        return new CgiParameters(builder);
    }

    private static CgiScriptMapper scripts(String address) {
        Path path = path(address);
        if (Files.isDirectory(path)) {
            return CgiScriptMapper.directory(path);
        }
        if (!Files.isExecutable(path)) {
            throw refuse(address, "there is neither a directory nor an executable file");
        }
        return CgiScriptMapper.executable(path);
    }

    private static Path path(String address) {
        try {
            return Path.of(address);
        } catch (InvalidPathException e) {
            throw refuse(address, e.getReason());
        }
    }

    private static IllegalArgumentException refuse(String address, String reason) {
        return InitParameters.refuse("target", "cgi:" + address, reason);
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
