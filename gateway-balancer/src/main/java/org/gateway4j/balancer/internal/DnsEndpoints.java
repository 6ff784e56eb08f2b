package org.gateway4j.balancer.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.gateway4j.Endpoint;
import org.gateway4j.balancer.EndpointSource;

/** The addresses of a host name, as members of one address each: a name would hide all addresses but one. */
public final class DnsEndpoints implements EndpointSource {

    /** Looks up a name. */
    @FunctionalInterface
    public interface LookUp {

        /** All addresses of a name; blocks. */
        InetAddress[] all(String host) throws UnknownHostException;
    }

    private final String host;
    private final int port;
    private final long intervalNanos;
    private final LookUp lookUp;

    /** A source that asks the JDK. */
    public DnsEndpoints(String host, int port, Duration interval) {
        this(host, port, interval, InetAddress::getAllByName);
    }

    /** A source that asks somebody else. */
    public DnsEndpoints(String host, int port, Duration interval, LookUp lookUp) {
        this.host = host;
        this.port = port;
        this.intervalNanos = Nanos.of(interval);
        this.lookUp = lookUp;
    }

    @Override
    public AutoCloseable subscribe(Subscriber subscriber) {
        Subscription subscription = new Subscription(subscriber);
        Thread thread = new Thread(subscription, "gateway4j dns " + host);
        thread.setDaemon(true);
        thread.start();
        return subscription;
    }

    private final class Subscription implements Runnable, AutoCloseable {

        private final Subscriber subscriber;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition closing = lock.newCondition();
        private boolean closed;
        private List<Endpoint> last = List.of();

        Subscription(Subscriber subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void run() {
            do {
                look();
            } while (pause());
        }

        private void look() {
            try {
                List<Endpoint> found = found();
                if (!found.isEmpty() && !found.equals(last)) {
                    last = found;
                    subscriber.endpoints(found);
                }
            } catch (UnknownHostException | RuntimeException e) {
                subscriber.failed(e);
            }
        }

        /** In a fixed order, because name servers turn their answers round. */
        private List<Endpoint> found() throws UnknownHostException {
            TreeSet<String> addresses = new TreeSet<>();
            for (InetAddress address : lookUp.all(host)) {
                addresses.add(address.getHostAddress());
            }
            List<Endpoint> endpoints = new ArrayList<>();
            addresses.forEach(address -> endpoints.add(Endpoint.tcp(address, port)));
            return endpoints;
        }

        /** False when it is closed. */
        private boolean pause() {
            lock.lock();
            try {
                long left = intervalNanos;
                while (!closed && left > 0) {
                    left = closing.awaitNanos(left);
                }
                return !closed;
            } catch (InterruptedException e) {
                return false;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                closed = true;
                closing.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
