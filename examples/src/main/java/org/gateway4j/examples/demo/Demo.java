package org.gateway4j.examples.demo;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.gateway4j.GatewayRequest;
import org.gateway4j.PoolStats;
import org.gateway4j.Timeouts;
import org.gateway4j.examples.http.Mount;
import org.gateway4j.examples.http.MountTable;
import org.gateway4j.examples.http.Reply;
import org.gateway4j.examples.mounts.AjpMount;
import org.gateway4j.examples.mounts.FastCgiMount;

/** What the host serves without any mount: a front page, the pools' figures, and an application for each protocol. */
public final class Demo {

    private final Map<String, Mount> mounts = new LinkedHashMap<>();
    private final String description;

    private Demo(DemoFolder folder, Backend php, EmbeddedTomcat tomcat, Timeouts timeouts) throws IOException {
        description = php.description() + ", " + tomcat.description();
        Mount front = new FrontPage(description);
        mounts.put(
                "/php", new Owner(FastCgiMount.of(php.endpoint(), folder.www(), php.workers(), timeouts), php::close));
        mounts.put(
                EmbeddedTomcat.PATH,
                new Owner(AjpMount.of(tomcat.endpoint(), tomcat.secret(), tomcat.workers(), timeouts), tomcat::close));
        ShellScripts.mount(folder, timeouts).ifPresent(scripts -> mounts.put(ShellScripts.PATH, scripts));
        mounts.put("/pools", new PoolFigures(Map.copyOf(mounts)));
        // The root is closed last.
        mounts.put("", new Owner(front, folder::close));
    }

    /** Starts the best backends that there are. They end when the mounts are closed. */
    public static Demo start(Timeouts timeouts) throws IOException {
        DemoFolder folder = DemoFolder.create();
        try {
            return start(folder, Backends.startBest(folder), timeouts);
        } catch (IOException e) {
            folder.close();
            throw e;
        }
    }

    /** With a backend for PHP that has started. */
    static Demo start(DemoFolder folder, Backend php, Timeouts timeouts) throws IOException {
        try {
            return start(folder, php, EmbeddedTomcat.start(folder), timeouts);
        } catch (IOException e) {
            php.close();
            throw e;
        }
    }

    private static Demo start(DemoFolder folder, Backend php, EmbeddedTomcat tomcat, Timeouts timeouts)
            throws IOException {
        try {
            return new Demo(folder, php, tomcat, timeouts);
        } catch (IOException e) {
            tomcat.close();
            throw e;
        }
    }

    /** Which backends there are. */
    public String description() {
        return description;
    }

    public MountTable mounts() {
        return new MountTable(mounts);
    }

    /** A mount with what lives as long as it. */
    private record Owner(Mount mount, Runnable closing) implements Mount {

        @Override
        public void answer(GatewayRequest request, Reply reply) throws IOException {
            mount.answer(request, reply);
        }

        @Override
        public Optional<PoolStats> pool() {
            return mount.pool();
        }

        @Override
        public void close() {
            mount.close();
            closing.run();
        }
    }
}
