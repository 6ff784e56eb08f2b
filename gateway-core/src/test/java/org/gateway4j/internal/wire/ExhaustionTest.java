package org.gateway4j.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.BindException;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gateway4j.Endpoint;
import org.gateway4j.internal.wire.ConnectException.Kind;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What this machine lacks is told as that. */
@Timeout(120)
class ExhaustionTest {

    @TempDir
    Path directory;

    private static final class NoThread extends Thread {

        NoThread(Runnable task) {
            super(task);
        }

        @Override
        public synchronized void start() {
            throw new OutOfMemoryError("on purpose");
        }
    }

    @ParameterizedTest
    @EnumSource
    void noRoomForAThread(Transport transport) throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "/proc/self/fd");
        Watchdog watchdog = new Watchdog("exhaustion test", NoThread::new);
        try (ServerSocketChannel server = transport.listen(directory, 300)) {
            Connector connector = new Connector(Endpoint.parse(transport.address(server)), Nanos.NEVER, watchdog);
            long before = descriptors();
            for (int i = 0; i < 50; i++) {
                ConnectException e = assertThrows(ConnectException.class, connector::connect);
                assertEquals(Kind.EXHAUSTED, e.kind());
                assertEquals("no room for the thread that keeps deadlines", e.getMessage());
            }
            assertTrue(descriptors() <= before + 10, "from " + before + " to " + descriptors() + " descriptors");
        }
    }

    /** EACCES is a BindException, too. */
    @ParameterizedTest
    @CsvSource({
        "Cannot assign requested address, EXHAUSTED",
        "'Can''t assign requested address', EXHAUSTED",
        "Permission denied, FAILED"
    })
    void noLocalPortIsLeft(String message, Kind kind) {
        ConnectException e = Dialer.failure(new BindException(message));
        assertEquals(kind, e.kind());
        assertEquals(message, e.getMessage());
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    /** In a machine of its own. */
    @ParameterizedTest
    @CsvSource({
        "unix, EXHAUSTED no socket to be had: Too many open files",
        "tcp, EXHAUSTED no socket to be had: Too many open files",
        "name, EXHAUSTED no ",
        "selector, no selector to be had: Too many open files",
        "memory, no memory for buffers: "
    })
    void tooFewDescriptorsOrTooLittleMemory(String lack, String told) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "/bin/sh");
        Process process = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "ulimit -n 200 && exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:MaxDirectMemorySize=1m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starved.class.getName(),
                        lack,
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertTrue(output.contains(told), output);
    }

    /** Uses up what there is, and prints what it is told then. */
    static final class Starved {

        private static final List<Object> KEPT = new ArrayList<>();

        private Starved() {}

        public static void main(String[] args) throws IOException {
            Path directory = Path.of(args[1]);
            Transport transport = args[0].equals("tcp") || args[0].equals("name") ? Transport.TCP : Transport.UNIX;
            try (ServerSocketChannel server = transport.listen(directory, 500);
                    Watchdog watchdog = new Watchdog("starved")) {
                Endpoint endpoint = Endpoint.parse(transport.address(server));
                if (args[0].equals("name")) {
                    endpoint = Endpoint.tcp("localhost", ((Endpoint.Tcp) endpoint).port());
                }
                Connector connector = new Connector(endpoint, Nanos.NEVER, watchdog);
                loadClasses(directory, watchdog);
                SocketWire first = connector.connect();
                if (args[0].equals("memory")) {
                    first.newBuffer(2 * 1024 * 1024);
                }
                takeAll(connector, args[0].equals("selector"), first);
            } catch (ConnectException e) {
                System.out.println(e.kind() + " " + e.getMessage());
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
            System.exit(0);
        }

        /** Which takes descriptors, too. */
        private static void loadClasses(Path directory, Watchdog watchdog) throws IOException {
            KEPT.add(new ExhaustedException("", new OutOfMemoryError()));
            KEPT.add(List.of(Kind.values()));
            try {
                new Connector(Endpoint.unix(directory.resolve("absent")), Nanos.NEVER, watchdog).connect();
            } catch (ConnectException e) {
                KEPT.add(String.valueOf(e));
            }
            try {
                new Connector(Endpoint.tcp("no..such.host", 9), Nanos.NEVER, watchdog).connect();
            } catch (ConnectException e) {
                KEPT.add(String.valueOf(e));
            }
            Selector.open().close();
        }

        private static void takeAll(Connector connector, boolean selector, SocketWire first) throws IOException {
            try {
                while (true) {
                    KEPT.add(connector.connect());
                }
            } catch (ConnectException e) {
                if (!selector) {
                    throw e;
                }
                first.startDuplex();
            }
        }
    }
}
