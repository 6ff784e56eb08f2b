package org.gateway4j.host;

import java.util.ArrayList;
import java.util.List;
import org.gateway4j.Gateway;
import org.gateway4j.async.AsyncGateway;

/** Runs exchanges through one of the two relays, on the thread of the test. */
enum Exchanges {
    BLOCKING {
        @Override
        Mount mount(String path, Gateway gateway) {
            return Mount.of(path, gateway);
        }

        @Override
        boolean serve(Mounts mounts, HostConfig config, HostRequest request, RecordingSink sink) throws Exception {
            return new BlockingRelay(mounts, config).serve(request, sink);
        }
    },
    ASYNC {
        @Override
        Mount mount(String path, Gateway gateway) {
            return Mount.of(path, AsyncGateway.over(gateway, Runnable::run));
        }

        @Override
        boolean serve(Mounts mounts, HostConfig config, HostRequest request, RecordingSink sink) {
            ManualLoop loop = new ManualLoop();
            boolean served = new AsyncRelay(mounts, config).serve(request, loop, sink);
            loop.run();
            return served;
        }
    };

    abstract Mount mount(String path, Gateway gateway);

    abstract boolean serve(Mounts mounts, HostConfig config, HostRequest request, RecordingSink sink) throws Exception;

    /** Serves a request that a mount takes. */
    RecordingSink serve(HostRequest request, HostConfig config, Mount... mounts) throws Exception {
        Mounts.Builder builder = Mounts.builder();
        for (Mount mount : mounts) {
            builder.mount(mount);
        }
        RecordingSink sink = new RecordingSink();
        if (!serve(builder.build(), config, request, sink)) {
            throw new AssertionError("no mount takes the request");
        }
        return sink;
    }

    RecordingSink serve(HostRequest request, Mount... mounts) throws Exception {
        return serve(request, HostConfig.defaults(), mounts);
    }

    /** What is logged of the exchange, which must be one event. */
    AccessEvent logged(HostRequest request, Mount... mounts) throws Exception {
        List<AccessEvent> events = new ArrayList<>();
        serve(request, HostConfig.defaults().accessLog(events::add), mounts);
        if (events.size() != 1) {
            throw new AssertionError("events: " + events.size());
        }
        return events.get(0);
    }
}
