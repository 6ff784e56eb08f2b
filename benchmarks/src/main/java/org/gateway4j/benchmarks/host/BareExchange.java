package org.gateway4j.benchmarks.host;

import java.io.IOException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.gateway4j.Endpoint;
import org.gateway4j.benchmarks.client.Client;
import org.gateway4j.benchmarks.client.Contestant;
import org.gateway4j.benchmarks.client.Workload;

/**
 * What a handler does at least that asks an application on its own thread: sends bytes that were encoded beforehand over a
 * kept socket and receives the answer without looking at it.
 */
final class BareExchange {

    private final Client client;
    private final Deque<Client.Caller> idle = new ConcurrentLinkedDeque<>();

    private BareExchange(Client client) {
        this.client = client;
    }

    static BareExchange with(Workload workload, String application, int callers) throws IOException {
        return new BareExchange(Contestant.BARE.open(Endpoint.parse(application), workload, callers));
    }

    void run() throws IOException {
        Client.Caller kept = idle.pollFirst();
        Client.Caller caller = kept == null ? client.caller() : kept;
        caller.call();
        idle.addFirst(caller);
    }
}
