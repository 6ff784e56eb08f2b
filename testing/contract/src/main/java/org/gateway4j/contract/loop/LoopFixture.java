package org.gateway4j.contract.loop;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.gateway4j.async.EventLoop;

/** What every part of the contract is checked with. */
interface LoopFixture {

    /** The loop of the test. */
    EventLoop loop();

    /** Ends the loop of the test, and returns when its thread is gone. */
    void endLoop();

    /** An empty directory. */
    Path directory();

    /** Where a server of the test listens. */
    SocketAddress address() throws IOException;

    /** The other sides of the links, in the order in which they were accepted; closed after the test. */
    List<SocketChannel> peers();

    /** Accepts the next link. */
    SocketChannel accept() throws IOException;

    /** Waits until the loop has closed all links. */
    void assertNoLinkIsOpen() throws Exception;

    /** A handler that does nothing yet. */
    default LinkRecorder recorder() {
        return new LinkRecorder(loop());
    }

    /** Connects a link to the server. */
    default LinkRecorder connected(LinkRecorder recorder) throws Exception {
        recorder.connected(address());
        accept();
        return recorder;
    }

    default SocketChannel peer() {
        return peers().get(0);
    }

    /** Runs something on the loop and waits for its result. */
    default <T> T on(Callable<T> action) throws Exception {
        return LinkRecorder.on(loop(), action);
    }

    default void interest(LinkRecorder recorder, boolean read, boolean write) throws Exception {
        on(() -> {
            recorder.link().interest(read, write);
            return null;
        });
    }

    default UnixDomainSocketAddress unix(String name) {
        return UnixDomainSocketAddress.of(directory().resolve(name));
    }

    static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count);
    }
}
