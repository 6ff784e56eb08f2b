package org.gateway4j.soak;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What this process holds at one moment.
 *
 * @param connections connections in use and callers that wait for one
 * @param heap bytes in use after a collection
 * @param direct bytes of direct buffers
 * @param threads threads of gateways
 * @param sockets open descriptors of sockets
 */
record Sample(Duration elapsed, long requests, int connections, long heap, long direct, int threads, int sockets) {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    static Sample take(Duration elapsed, long requests, List<Target> targets) throws IOException {
        return new Sample(
                elapsed,
                requests,
                connections(targets),
                heapAfterCollection(),
                directMemory(),
                gatewayThreads(),
                openSockets());
    }

    /** The JDK keeps a socket of its own from the first one on, which is nobody's leak. */
    static void openWhatThePlatformKeeps() throws IOException {
        SocketChannel.open().close();
        SocketChannel.open(StandardProtocolFamily.UNIX).close();
    }

    private static int connections(List<Target> targets) {
        return targets.stream()
                .map(target -> target.gateway().stats())
                .mapToInt(stats -> stats.inUse() + stats.waiting())
                .sum();
    }

    private static long heapAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long directMemory() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    private static int gatewayThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("gateway4j"))
                .count();
    }

    private static int openSockets() throws IOException {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return 0;
        }
        try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
            return (int) descriptors.filter(Sample::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            return false;
        }
    }
}
