package org.gateway4j.benchmarks.host;

import java.io.IOException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.gateway4j.Endpoint;
import org.gateway4j.benchmarks.client.Caller;
import org.gateway4j.benchmarks.client.Client;
import org.gateway4j.benchmarks.client.Contestant;
import org.gateway4j.benchmarks.client.Workload;
import org.gateway4j.benchmarks.responder.Service;

/**
 * What a handler does at least that asks an application on its own thread: sends bytes that were encoded beforehand over a
 * kept socket and receives the answer without looking at it.
 */
final class BareExchange {

    private static final int ANSWER = 200;

    private final Client client;
    private final Deque<Caller> idle = new ConcurrentLinkedDeque<>();

    private BareExchange(Client client) {
        this.client = client;
    }

    static BareExchange with(Service.Kind protocol, String application, int callers) throws IOException {
        Workload workload = Workload.get(protocol, ANSWER);
        return new BareExchange(Contestant.BARE.open(Endpoint.parse(application), workload, callers));
    }

    void run() throws IOException {
        Caller kept = idle.pollFirst();
        Caller caller = kept == null ? client.caller() : kept;
        caller.call();
        idle.addFirst(caller);
    }
}
