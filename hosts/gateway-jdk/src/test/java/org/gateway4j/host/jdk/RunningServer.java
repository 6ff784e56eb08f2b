package org.gateway4j.host.jdk;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.gateway4j.Gateway;
import org.gateway4j.PoolStats;
import org.gateway4j.contract.host.RunningHost;
import org.gateway4j.host.Mounts;

/** A server with all that it needs. */
record RunningServer(HttpServer server, ExecutorService threads, List<Gateway> gateways) implements RunningHost {

    static RunningServer start(Mounts mounts, List<Gateway> gateways) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", new GatewayHandler(mounts));
        server.start();
        return new RunningServer(server, threads, gateways);
    }

    @Override
    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public List<PoolStats> stats() {
        return gateways.stream().map(Gateway::stats).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        gateways.forEach(Gateway::close);
        threads.shutdownNow();
    }
}
