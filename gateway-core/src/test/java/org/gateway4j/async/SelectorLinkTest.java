package org.gateway4j.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Leftovers;
import org.gateway4j.testkit.PatternStream;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Links that are connected. */
@Timeout(60)
class SelectorLinkTest {

    @TempDir
    Path directory;

    private final List<SocketChannel> peers = new ArrayList<>();
    private Leftovers leftovers;
    private SelectorLoop loop;
    private ServerSocketChannel server;

    @BeforeEach
    void start() throws Exception {
        leftovers = Leftovers.watch();
        loop = SelectorLoop.start("gateway4j loop");
    }

    @AfterEach
    void close() throws Exception {
        loop.close();
        for (SocketChannel peer : peers) {
            peer.close();
        }
        server.close();
        leftovers.awaitNone();
    }

    private void listen(Transport transport) throws IOException {
        server = transport.listen(directory, 0);
    }

    private LinkRecorder recorder() {
        return new LinkRecorder(loop);
    }

    private LinkRecorder connected(LinkRecorder recorder) throws Exception {
        recorder.connected(server.getLocalAddress());
        accept();
        return recorder;
    }

    private SocketChannel accept() throws IOException {
        SocketChannel peer = server.accept();
        peers.add(peer);
        return peer;
    }

    private SocketChannel peer() {
        return peers.get(0);
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count);
    }

    private void interest(LinkRecorder recorder, boolean read, boolean write) throws Exception {
        LinkRecorder.on(loop, () -> {
            recorder.link().interest(read, write);
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void tellsNothingUnasked(Transport transport) throws Exception {
        listen(transport);
        LinkRecorder recorder = connected(recorder());
        peer().write(bytes(1));
        peer().close();
        LinkRecorder other = recorder().connected(server.getLocalAddress());
        other.whenWritable(Link::close);
        interest(other, false, true);
        other.awaitEvents("connected", "writable");
        assertEquals(List.of("connected"), recorder.events());
    }

    @ParameterizedTest
    @EnumSource
    void tellsAgainAndAgainWhatCanBeRead(Transport transport) throws Exception {
        listen(transport);
        LinkRecorder recorder = connected(recorder().whenReadable(link -> {
            ByteBuffer one = bytes(1);
            if (link.read(one) < 0) {
                link.interest(false, false);
            }
        }));
        interest(recorder, true, false);
        peer().write(bytes(3));
        recorder.awaitEvents("connected", "readable", "readable", "readable");
        peer().close();
        recorder.awaitEvents("connected", "readable", "readable", "readable", "readable");
        assertEquals(-1, LinkRecorder.on(loop, () -> recorder.link().read(bytes(1))));
    }

    @ParameterizedTest
    @EnumSource
    void readsNothingWhereThereIsNothing(Transport transport) throws Exception {
        listen(transport);
        LinkRecorder recorder = connected(recorder());
        assertEquals(0, LinkRecorder.on(loop, () -> recorder.link().read(bytes(1))));
    }

    @ParameterizedTest
    @EnumSource
    void asksForNothingBeforeItIsConnected(Transport transport) throws Exception {
        listen(transport);
        LinkRecorder recorder = recorder();
        LinkRecorder.on(loop, () -> {
            recorder.connect(server.getLocalAddress());
            assertThrows(NotYetConnectedException.class, () -> recorder.link().interest(true, true));
            return null;
        });
        recorder.awaitEvents("connected");
    }

    /** The end of a connection is no end of the way to it: who has ended its output may still read. */
    @ParameterizedTest
    @EnumSource
    void writesOnAfterTheOtherSideHasEndedItsOutput(Transport transport) throws Exception {
        listen(transport);
        LinkRecorder recorder = connected(recorder());
        interest(recorder, true, false);
        peer().shutdownOutput();
        recorder.awaitEvents("connected", "readable");
        assertEquals(5L, LinkRecorder.on(loop, () -> recorder.link().write(new ByteBuffer[] {bytes(2), bytes(3)})));
        ByteBuffer got = bytes(5);
        while (got.hasRemaining()) {
            assertTrue(peer().read(got) > 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesInPartsWhatDoesNotFit(Transport transport) throws Exception {
        listen(transport);
        byte[] content = new PatternStream(4 << 20).readAllBytes();
        ByteBuffer[] sources = {ByteBuffer.wrap(content, 0, 100), ByteBuffer.wrap(content, 100, content.length - 100)};
        List<Long> written = new ArrayList<>();
        LinkRecorder recorder = connected(recorder().whenWritable(link -> {
            written.add(link.write(sources));
            link.interest(false, sources[1].hasRemaining());
        }));
        interest(recorder, false, true);
        PatternStream.Expecting expecting = new PatternStream.Expecting();
        Await.until(
                "a full connection",
                () -> LinkRecorder.on(
                        loop, () -> !written.isEmpty() && recorder.link().write(sources) == 0));
        byte[] taken = new byte[64 * 1024];
        ByteBuffer part = ByteBuffer.wrap(taken);
        while (expecting.position() < content.length) {
            assertTrue(peer().read(part) > 0);
            expecting.write(taken, 0, part.position());
            part.clear();
        }
        assertFalse(LinkRecorder.on(loop, () -> sources[1].hasRemaining()));
    }

    @ParameterizedTest
    @EnumSource
    void tellsOfABrokenConnection(Transport transport) throws Exception {
        listen(transport);
        LinkRecorder recorder = connected(recorder().whenReadable(link -> {
            link.interest(false, false);
            link.read(bytes(1));
        }));
        LinkRecorder.on(loop, () -> recorder.link().write(new ByteBuffer[] {bytes(1)}));
        peer().close();
        interest(recorder, true, false);
        recorder.awaitEvents("connected", "readable", "SocketException");
    }

    @ParameterizedTest
    @EnumSource
    void isSilentAfterItsClose(Transport transport) throws Exception {
        listen(transport);
        LinkRecorder recorder = connected(recorder());
        LinkRecorder.on(loop, () -> {
            Link link = recorder.link();
            link.interest(true, true);
            link.close();
            link.close();
            link.interest(true, true);
            assertThrows(ClosedChannelException.class, () -> link.read(bytes(1)));
            assertThrows(ClosedChannelException.class, () -> link.write(new ByteBuffer[] {bytes(1)}));
            return null;
        });
        assertEquals(-1, peer().read(bytes(1)));
        assertEquals(List.of("connected"), recorder.events());
        loop.close();
        assertEquals(List.of("connected"), recorder.told());
    }

    @ParameterizedTest
    @EnumSource
    void isSilentIfItWasClosedBeforeItWasConnected(Transport transport) throws Exception {
        listen(transport);
        LinkRecorder recorder = recorder();
        LinkRecorder.on(loop, () -> {
            recorder.connect(server.getLocalAddress()).link().close();
            return null;
        });
        assertEquals(-1, accept().read(bytes(1)));
        LinkRecorder later = recorder().connected(server.getLocalAddress());
        assertEquals(List.of(), recorder.events());
        assertEquals(List.of("connected"), later.events());
    }

    /** All are ready in one round of the selector; the first one closes the others, or wants nothing for them any more. */
    @ParameterizedTest
    @EnumSource
    void isSilentOnceAnotherHandlerSaysSo(Transport transport) throws Exception {
        listen(transport);
        List<LinkRecorder> recorders = new ArrayList<>();
        LinkRecorder.Action silenceAll = first -> {
            for (int i = 0; i < recorders.size(); i++) {
                Link link = recorders.get(i).link();
                if (i % 2 == 0) {
                    link.close();
                } else {
                    link.interest(false, false);
                }
            }
        };
        for (int i = 0; i < 20; i++) {
            recorders.add(connected(recorder().whenReadable(silenceAll)));
        }
        LinkRecorder.on(loop, () -> {
            for (LinkRecorder recorder : recorders) {
                recorder.link().interest(true, false);
            }
            for (SocketChannel peer : peers) {
                peer.write(bytes(1));
            }
            return null;
        });
        Await.until("one that is told", () -> readable(recorders) > 0);
        connected(recorder());
        assertEquals(1, readable(recorders));
    }

    private static long readable(List<LinkRecorder> recorders) throws Exception {
        long count = 0;
        for (LinkRecorder recorder : recorders) {
            count += recorder.events().stream().filter("readable"::equals).count();
        }
        return count;
    }

    /** As whoever retries does. */
    @ParameterizedTest
    @EnumSource
    void canBeOpenedByAHandler(Transport transport) throws Exception {
        listen(transport);
        LinkRecorder second = recorder();
        LinkRecorder first = connected(recorder().whenReadable(link -> {
            link.close();
            second.connect(server.getLocalAddress());
        }));
        interest(first, true, false);
        peer().write(bytes(1));
        second.awaitEvents("connected");
        assertEquals(List.of("connected", "readable"), first.events());
    }

    @ParameterizedTest
    @EnumSource
    void isClosedWhereItsHandlerThrows(Transport transport) throws Exception {
        listen(transport);
        LinkRecorder recorder = connected(recorder().whenReadable(link -> {
            link.read(bytes(1));
            throw new IllegalStateException("thrown on purpose");
        }));
        interest(recorder, true, false);
        peer().write(bytes(1));
        assertEquals(-1, peer().read(bytes(1)));
        assertEquals(List.of("connected", "readable"), recorder.events());
    }

    @ParameterizedTest
    @EnumSource
    void isToldOfTheEndOfItsLoop(Transport transport) throws Exception {
        listen(transport);
        List<LinkRecorder> recorders = new ArrayList<>();
        LinkRecorder late = recorder();
        for (int i = 0; i < 3; i++) {
            recorders.add(connected(recorder()
                    .whenReadable(link -> link.read(bytes(1)))
                    .whenWritable(link -> {
                        late.connect(server.getLocalAddress());
                        link.write(new ByteBuffer[] {bytes(1)});
                    })));
        }
        loop.close();
        for (LinkRecorder recorder : recorders) {
            assertEquals(
                    List.of("connected", "readable", "ClosedChannelException", "writable", "ClosedChannelException"),
                    recorder.told());
        }
        assertEquals(List.of("failed", "failed", "failed"), late.told());
        for (SocketChannel peer : peers) {
            assertEquals(-1, peer.read(bytes(1)));
        }
    }

    /** Neither tasks without an end nor a link that always has something keep the others waiting for good. */
    @ParameterizedTest
    @EnumSource
    void getsItsTurnBesideOnesThatAreBusy(Transport transport) throws Exception {
        listen(transport);
        for (int i = 0; i < 3; i++) {
            interest(connected(recorder().whenWritable(link -> {})), false, true);
            loop.execute(new Runnable() {
                @Override
                public void run() {
                    loop.execute(this);
                }
            });
        }
        LinkRecorder recorder = recorder().connected(server.getLocalAddress());
        interest(recorder, true, false);
        accept().write(bytes(1));
        recorder.awaitEvents("connected", "readable");
    }

    /** More than one round of a selector can tell. */
    @ParameterizedTest
    @EnumSource
    void isOneOfMany(Transport transport) throws Exception {
        listen(transport);
        int many = 4_000;
        List<LinkRecorder> recorders = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            recorders.add(
                    recorder().whenConnected(link -> link.interest(true, false)).connectTo(server.getLocalAddress()));
            accept();
        }
        for (SocketChannel peer : peers) {
            peer.write(bytes(1));
        }
        for (LinkRecorder recorder : recorders) {
            recorder.awaitEvents("connected", "readable");
        }
    }
}
