package org.gateway4j.examples.beside;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.gateway4j.Endpoint;
import org.gateway4j.PoolStats;
import org.gateway4j.contract.beside.BesideNginxContract;
import org.gateway4j.contract.beside.Comparison;
import org.gateway4j.contract.beside.ListedDifference;
import org.gateway4j.contract.host.RunningHost;
import org.gateway4j.examples.LocalHost;
import org.gateway4j.examples.mounts.Applications;
import org.gateway4j.examples.options.CommandLine;

/** The example host, of which every listed difference is true. */
class BesideNginxIT extends BesideNginxContract {

    @Override
    protected RunningHost start(Endpoint php, Path documentRoot) throws Exception {
        String mount = "/=fastcgi:" + php + ",root=" + documentRoot + ",max=2";
        return new Started(LocalHost.start(Applications.of(CommandLine.parse("--mount", mount))));
    }

    @Override
    protected String name() {
        return "example host";
    }

    @Override
    protected Comparison comparison(Predicate<String> nginx) throws IOException {
        return new Comparison("nginx", ListedDifference.of(REQUESTS, nginx));
    }

    private record Started(LocalHost host) implements RunningHost {

        @Override
        public InetSocketAddress address() {
            return host.address();
        }

        @Override
        public List<PoolStats> stats() {
            return List.of();
        }

        @Override
        public void close() {
            host.close();
        }
    }
}
