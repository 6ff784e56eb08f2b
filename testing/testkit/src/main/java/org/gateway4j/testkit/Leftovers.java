package org.gateway4j.testkit;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a test began with, to see at its end that gateways have left neither a thread nor a descriptor behind. */
public final class Leftovers {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final String POLLER = "anon_inode:";

    /** The JDK opens them when a virtual thread first waits for a socket, and keeps them. */
    private static final int POLLERS_OF_VIRTUAL_THREADS = Runtime.version().feature() < 21 ? 0 : 16;

    private final Set<String> before;

    private Leftovers(Set<String> before) {
        this.before = before;
    }

    /**
     * {@return what there is now}
     *
     * @throws IOException if descriptors cannot be listed
     */
    public static Leftovers watch() throws IOException {
        openWhatThePlatformKeeps();
        return new Leftovers(present());
    }

    /** The JDK keeps a descriptor or two from the first socket on. */
    private static void openWhatThePlatformKeeps() throws IOException {
        SocketChannel.open().close();
        SocketChannel.open(StandardProtocolFamily.UNIX).close();
        Selector.open().close();
    }

    /**
     * Waits until nothing is there that was not before, and fails if that takes too long.
     *
     * @throws Exception if descriptors cannot be listed
     */
    public void awaitNone() throws Exception {
        Await.untilEquals(Set.of(), this::added, "threads and descriptors of closed gateways");
    }

    private Set<String> added() throws IOException {
        Set<String> added = new HashSet<>(present());
        added.removeAll(before);
        Set<String> pollers =
                added.stream().filter(each -> each.contains(POLLER)).collect(Collectors.toSet());
        if (pollers.size() <= POLLERS_OF_VIRTUAL_THREADS) {
            added.removeAll(pollers);
        }
        return added;
    }

    private static Set<String> present() throws IOException {
        Set<String> present = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("gateway4j"))
                .map(name -> "thread " + name)
                .collect(Collectors.toCollection(HashSet::new));
        if (Files.isDirectory(DESCRIPTORS)) {
            try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
                descriptors.forEach(descriptor -> target(descriptor)
                        .filter(Leftovers::isOfGateway)
                        .ifPresent(target -> present.add(descriptor.getFileName() + " " + target)));
            }
        }
        return present;
    }

    private static Optional<String> target(Path descriptor) {
        try {
            return Optional.of(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isOfGateway(String target) {
        return target.startsWith("socket:")
                || target.startsWith("pipe:")
                || target.startsWith(POLLER)
                || target.contains("gateway4j-pipes")
                || target.contains(".body");
    }
}
