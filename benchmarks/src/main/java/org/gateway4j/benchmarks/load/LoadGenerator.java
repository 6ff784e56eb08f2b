package org.gateway4j.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.gateway4j.testkit.processes.ParentProcess;

/**
 * The process that sends requests over HTTP connections that are kept, the next one on each as soon as the answer to the
 * last is complete. One thread, no allocation for each request.
 *
 * <p>For each line {@code port path connections milliseconds} on standard input it writes a line {@code answers errors
 * nanoseconds}; an error is an answer with another status than 200.
 */
final class LoadGenerator {

    private static final long LONGEST_NANOS = 10_000_000_000L;

    private final Consumer<SelectionKey> ready = this::ready;
    private boolean sending;

    private LoadGenerator() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws IOException {
        ParentProcess.tellReady("nowhere");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] parts = order.split(" ", 4);
            System.out.println(new LoadGenerator()
                    .run(Integer.parseInt(parts[0]), parts[1], Integer.parseInt(parts[2]), Integer.parseInt(parts[3])));
        }
    }

    private String run(int port, String path, int connections, int millis) throws IOException {
        List<HttpConnection> all = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            for (int i = 0; i < connections; i++) {
                all.add(new HttpConnection(server, path, selector));
            }
            return drive(selector, all, millis * 1_000_000L);
        } finally {
            for (HttpConnection connection : all) {
                connection.close();
            }
        }
    }

    private String drive(Selector selector, List<HttpConnection> all, long duration) throws IOException {
        long begin = System.nanoTime();
        sending = true;
        for (HttpConnection connection : all) {
            connection.send();
        }
        while (System.nanoTime() - begin < duration || awaitsFirst(all, begin)) {
            selector.select(ready, 10);
        }
        long nanos = System.nanoTime() - begin;
        sending = false;
        long answers = all.stream().mapToLong(HttpConnection::answers).sum();
        long errors = all.stream().mapToLong(HttpConnection::errors).sum();
        drain(selector, all);
        return answers + " " + errors + " " + nanos;
    }

    /** A proxy may hold it against its application when a client goes away before the answer. */
    private void drain(Selector selector, List<HttpConnection> all) throws IOException {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < LONGEST_NANOS && all.stream().anyMatch(HttpConnection::isWaiting)) {
            selector.select(ready, 10);
        }
    }

    /** A short turn of a server that has just started may be over before there is an answer. */
    private static boolean awaitsFirst(List<HttpConnection> all, long begin) {
        return System.nanoTime() - begin < LONGEST_NANOS
                && all.stream().allMatch(connection -> connection.answers() + connection.errors() == 0);
    }

    private void ready(SelectionKey key) {
        HttpConnection connection = (HttpConnection) key.attachment();
        try {
            if (connection.receive() && sending) {
                connection.send();
            }
        } catch (IOException e) {
            connection.fail();
            key.cancel();
        }
    }
}
