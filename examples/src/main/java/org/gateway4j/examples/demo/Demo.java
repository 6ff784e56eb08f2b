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
import org.gateway4j.examples.mounts.FastCgiMount;

/** What the host serves without any mount: a front page, the pools' figures, and a FastCGI application. */
public final class Demo {

    private final Map<String, Mount> mounts = new LinkedHashMap<>();
    private final String backend;

    Demo(DemoFolder folder, Backend backend, Timeouts timeouts) throws IOException {
        Mount php = FastCgiMount.of(backend.endpoint(), folder.www(), backend.workers(), timeouts);
        this.backend = backend.description();
        mounts.put("/php", new Owner(php, backend, folder));
        mounts.put("/pools", new PoolFigures(Map.copyOf(mounts)));
        mounts.put("", new FrontPage(this.backend));
    }

    /** Starts the best backend that there is. It ends when the mounts are closed. */
    public static Demo start(Timeouts timeouts) throws IOException {
        DemoFolder folder = DemoFolder.create();
        try {
            return new Demo(folder, Backends.startBest(folder), timeouts);
        } catch (IOException e) {
            folder.close();
            throw e;
        }
    }

    /** Which backend was found. */
    public String backend() {
        return backend;
    }

    public MountTable mounts() {
        return new MountTable(mounts);
    }

    /** The mount of the backend, with what lives as long as it. */
    private record Owner(Mount mount, Backend backend, DemoFolder folder) implements Mount {

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
            backend.close();
            folder.close();
        }
    }
}
