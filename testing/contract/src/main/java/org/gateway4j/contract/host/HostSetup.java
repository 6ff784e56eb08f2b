package org.gateway4j.contract.host;

import java.nio.file.Path;
import java.util.List;
import org.gateway4j.Endpoint;
import org.gateway4j.GatewayBuilder;
import org.gateway4j.SendfileRoots;
import org.gateway4j.contract.Settings;
import org.gateway4j.script.ScriptMapper;

/**
 * What a host is to serve.
 *
 * @param mounts its applications, each of which gets a gateway of its own
 * @param settings the configuration of each gateway, to be heeded in full
 * @param files the directory whose files the applications may have sent, under {@code /protected/} or by name
 */
public record HostSetup(List<Mount> mounts, Settings settings, Path files) {

    /**
     * An application and its place.
     *
     * @param path the mount prefix, such as {@code /app}
     * @param endpoint where the application listens, if it does
     */
    public record Mount(String path, Endpoint endpoint) {}

    /** {@return what maps every request of a mount to one script, whose name is the mount prefix} */
    public ScriptMapper scripts() {
        return ScriptMapper.script(Path.of("/srv/app.php"));
    }

    /**
     * Sets all but the pool, which not every builder has.
     *
     * @param <B> the kind of builder
     * @param builder of a gateway to one of the mounts
     * @return the same
     */
    public <B extends GatewayBuilder<B>> B configure(B builder) {
        return builder.timeouts(settings.timeouts())
                .limits(settings.limits())
                .spooling(settings.spooling())
                .listener(settings.listener())
                .sendfileRoots(SendfileRoots.none().sendfile(files).accel("/protected/", files));
    }
}
