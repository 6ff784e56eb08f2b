package org.gateway4j.contract.loop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.gateway4j.contract.loop.LoopFixture.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.async.Link;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.PatternStream;
import org.junit.jupiter.api.Test;

/** Links that are connected. */
interface LinkContract extends LoopFixture {

    @Test
    default void tellsNothingUnasked() throws Exception {
        LinkRecorder recorder = connected(recorder());
        peer().write(bytes(1));
        peer().close();
        LinkRecorder other = recorder().connected(address());
        other.whenWritable(Link::close);
        interest(other, false, true);
        other.awaitEvents("connected", "writable");
        assertEquals(List.of("connected"), recorder.events());
    }

    @Test
    default void tellsAgainAndAgainWhatCanBeRead() throws Exception {
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
        assertEquals(-1, on(() -> recorder.link().read(bytes(1))));
    }

    /** The end stays readable. */
    @Test
    default void tellsAgainAndAgainOfTheEnd() throws Exception {
        LinkRecorder recorder = connected(recorder().whenReadable(link -> link.read(bytes(1))));
        interest(recorder, true, false);
        peer().shutdownOutput();
        Await.until("three tellings", () -> recorder.events().size() > 3);
        interest(recorder, false, false);
        assertEquals(
                List.of("connected", "readable"),
                recorder.events().stream().distinct().toList());
    }

    @Test
    default void readsNothingWhereThereIsNothing() throws Exception {
        LinkRecorder recorder = connected(recorder());
        assertEquals(0, on(() -> recorder.link().read(bytes(1))));
    }

    @Test
    default void asksForNothingBeforeItIsConnected() throws Exception {
        LinkRecorder recorder = recorder();
        on(() -> {
            recorder.connect(address());
            assertThrows(NotYetConnectedException.class, () -> recorder.link().interest(true, true));
            return null;
        });
        recorder.awaitEvents("connected");
    }

    /** The end of a connection is no end of the way to it: who has ended its output may still read. */
    @Test
    default void writesOnAfterTheOtherSideHasEndedItsOutput() throws Exception {
        LinkRecorder recorder = connected(recorder());
        interest(recorder, true, false);
        peer().shutdownOutput();
        recorder.awaitEvents("connected", "readable");
        assertEquals(5L, on(() -> recorder.link().write(new ByteBuffer[] {bytes(2), bytes(3)})));
        ByteBuffer got = bytes(5);
        while (got.hasRemaining()) {
            assertTrue(peer().read(got) > 0);
        }
    }

    @Test
    default void writesInPartsWhatDoesNotFit() throws Exception {
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
                () -> on(() -> !written.isEmpty() && recorder.link().write(sources) == 0));
        byte[] taken = new byte[64 * 1024];
        ByteBuffer part = ByteBuffer.wrap(taken);
        while (expecting.position() < content.length) {
            assertTrue(peer().read(part) > 0);
            expecting.write(taken, 0, part.position());
            part.clear();
        }
        assertFalse(on(() -> sources[1].hasRemaining()));
    }

    @Test
    default void tellsOfABrokenConnection() throws Exception {
        LinkRecorder recorder = connected(recorder().whenReadable(link -> {
            link.interest(false, false);
            link.read(bytes(1));
        }));
        on(() -> recorder.link().write(new ByteBuffer[] {bytes(1)}));
        peer().close();
        interest(recorder, true, false);
        recorder.awaitEvents("connected", "readable", "IOException");
    }

    @Test
    default void isSilentAfterItsClose() throws Exception {
        LinkRecorder recorder = connected(recorder());
        on(() -> {
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
        endLoop();
        assertEquals(List.of("connected"), recorder.told());
    }

    @Test
    default void isSilentIfItWasClosedBeforeItWasConnected() throws Exception {
        LinkRecorder recorder = recorder();
        on(() -> {
            recorder.connect(address()).link().close();
            return null;
        });
        assertEquals(-1, accept().read(bytes(1)));
        LinkRecorder later = recorder().connected(address());
        assertEquals(List.of(), recorder.events());
        assertEquals(List.of("connected"), later.events());
    }

    /** All are ready in one round of the selector; the first one closes the others, or wants nothing for them any more. */
    @Test
    default void isSilentOnceAnotherHandlerSaysSo() throws Exception {
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
        on(() -> {
            for (LinkRecorder recorder : recorders) {
                recorder.link().interest(true, false);
            }
            for (SocketChannel peer : peers()) {
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
    @Test
    default void canBeOpenedByAHandler() throws Exception {
        LinkRecorder second = recorder();
        LinkRecorder first = connected(recorder().whenReadable(link -> {
            link.close();
            second.connect(address());
        }));
        interest(first, true, false);
        peer().write(bytes(1));
        second.awaitEvents("connected");
        assertEquals(List.of("connected", "readable"), first.events());
    }

    @Test
    default void isClosedWhereItsHandlerThrows() throws Exception {
        LinkRecorder recorder = connected(recorder().whenReadable(link -> {
            link.read(bytes(1));
            throw new IllegalStateException("thrown on purpose");
        }));
        interest(recorder, true, false);
        peer().write(bytes(1));
        assertEquals(-1, peer().read(bytes(1)));
        assertEquals(List.of("connected", "readable"), recorder.events());
    }

    @Test
    default void getsItsTurnBesideOnesThatAreBusy() throws Exception {
        for (int i = 0; i < 3; i++) {
            interest(connected(recorder().whenWritable(link -> {})), false, true);
        }
        LinkRecorder recorder = recorder().connected(address());
        interest(recorder, true, false);
        accept().write(bytes(1));
        recorder.awaitEvents("connected", "readable");
    }

    /** A peer that is gone is reported where it is watched for, and keeps the loop busy nowhere else. */
    @Test
    default void isSilentOfABrokenConnectionUnasked() throws Exception {
        LinkRecorder recorder = connected(recorder());
        on(() -> recorder.link().write(new ByteBuffer[] {bytes(1)}));
        interest(recorder, true, true);
        recorder.awaitEvents("connected", "writable");
        peer().close();
        connected(recorder());
        assertEquals(List.of("connected", "writable"), recorder.events());
        interest(recorder, true, false);
        recorder.awaitEvents("connected", "writable", "readable");
    }

    /** Direct buffers and others, on the heap and read-only, in part and as a whole. */
    @Test
    default void usesBuffersOfAnyKind() throws Exception {
        LinkRecorder recorder = connected(recorder());
        ByteBuffer direct =
                ByteBuffer.allocateDirect(8).put(0, (byte) 'x').position(2).limit(4);
        direct.put(2, (byte) 'a').put(3, (byte) 'b');
        ByteBuffer heap = ByteBuffer.wrap("..cd..".getBytes(US_ASCII), 2, 2);
        ByteBuffer readOnly = ByteBuffer.wrap("ef".getBytes(US_ASCII)).asReadOnlyBuffer();
        assertEquals(6L, on(() -> recorder.link().write(new ByteBuffer[] {direct, bytes(0), heap, readOnly})));
        ByteBuffer got = bytes(6);
        while (got.hasRemaining()) {
            assertTrue(peer().read(got) > 0);
        }
        assertEquals("abcdef", US_ASCII.decode(got.flip()).toString());
        for (ByteBuffer target : List.of(ByteBuffer.allocateDirect(8), bytes(8))) {
            peer().write(ByteBuffer.wrap("ghi".getBytes(US_ASCII)));
            target.position(3).limit(5);
            Await.untilEquals(2, () -> on(() -> recorder.link().read(target)), "bytes");
            assertEquals('g', target.get(3));
            assertEquals('h', target.get(4));
            assertEquals(1, on(() -> recorder.link().read(bytes(9))));
        }
    }

    /** More than one round of a selector can tell. */
    @Test
    default void isOneOfMany() throws Exception {
        int many = 1_000;
        List<LinkRecorder> recorders = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            recorders.add(
                    recorder().whenConnected(link -> link.interest(true, false)).connectTo(address()));
            accept();
        }
        for (SocketChannel peer : peers()) {
            peer.write(bytes(1));
        }
        for (LinkRecorder recorder : recorders) {
            recorder.awaitEvents("connected", "readable");
        }
    }
}
