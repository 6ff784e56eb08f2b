package org.gateway4j.cgi.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.gateway4j.contract.Running;
import org.gateway4j.contract.ThreadKind;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two pipes, with their pumps on a thread of their own. */
class PipesTest {

    private final PipeMonitor monitor = new PipeMonitor();
    private boolean ended;

    private <T> T locked(Callable<T> action) throws Exception {
        monitor.lock();
        try {
            return action.call();
        } finally {
            monitor.unlock();
        }
    }

    private interface Pump {
        void run() throws IOException;
    }

    private static Running<Boolean> pump(Pump pump) {
        return ThreadKind.PLATFORM.run(() -> {
            pump.run();
            return true;
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void outputArrivesWholeInPiecesOfAnySize(long seed) throws Exception {
        Random random = new Random(seed);
        byte[] content = Bytes.random(1_000_000, seed);
        OutputPipe pipe = new OutputPipe(monitor);
        InputStream source = new ByteArrayInputStream(content) {
            private final Random sizes = new Random(-seed);

            @Override
            public int read(byte[] target) {
                return read(target, 0, 1 + sizes.nextInt(target.length));
            }
        };
        Running<Boolean> pump = pump(() -> {
            pipe.pump(source);
            end(pipe);
        });
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        boolean more = true;
        while (more) {
            ByteBuffer target = ByteBuffer.allocate(1 + random.nextInt(100_000));
            more = locked(() -> {
                while (!pipe.hasBytes() && !ended) {
                    monitor.await();
                }
                return pipe.hasBytes() && pipe.take(target) > 0;
            });
            taken.write(target.array(), 0, target.position());
        }
        assertTrue(pump.result());
        assertArrayEquals(content, taken.toByteArray());
    }

    /** What the last read brought is still to be taken then. The process tells who waits when all is over. */
    private void end(OutputPipe pipe) {
        monitor.lock();
        try {
            pipe.end();
            ended = true;
            monitor.changed();
        } finally {
            monitor.unlock();
        }
    }

    @Test
    void smallPiecesGatherUntilTheyAreTaken() throws Exception {
        OutputPipe pipe = new OutputPipe(monitor);
        InputStream source =
                new SequenceInputStream(Collections.enumeration(Stream.of("Content-Type: text/plain\n", "\n", "Hello\n")
                        .map(text -> new ByteArrayInputStream(text.getBytes(US_ASCII)))
                        .toList()));
        assertTrue(pump(() -> pipe.pump(source)).result());
        ByteBuffer target = ByteBuffer.allocate(100);
        assertEquals(32, locked(() -> pipe.take(target)));
        assertEquals("Content-Type: text/plain\n\nHello\n", new String(target.array(), 0, 32, US_ASCII));
    }

    /** It must not pass for all there was. */
    @Test
    void outputThatCannotBeReadIsNoEnd() throws Exception {
        OutputPipe pipe = new OutputPipe(monitor);
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(new byte[10]), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("input/output error");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return read();
            }
        });
        Running<Boolean> pump = pump(() -> pipe.pump(broken));
        assertThrows(IOException.class, pump::result);
    }

    @Test
    void outputThatNobodyWantsIsReadAllTheSame() throws Exception {
        OutputPipe pipe = new OutputPipe(monitor);
        locked(() -> {
            pipe.discard();
            return true;
        });
        InputStream source = new ByteArrayInputStream(new byte[1_000_000]);
        assertTrue(pump(() -> pipe.pump(source)).result());
        assertEquals(0, source.available());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void inputArrivesWholeInPiecesOfAnySize(long seed) throws Exception {
        Random random = new Random(seed);
        byte[] content = Bytes.random(1_000_000, seed);
        InputPipe pipe = new InputPipe(monitor);
        ByteArrayOutputStream arrived = new ByteArrayOutputStream();
        Running<Boolean> pump = pump(() -> pipe.pump(arrived));
        ByteBuffer left = ByteBuffer.wrap(content);
        while (left.hasRemaining()) {
            ByteBuffer piece = left.slice(left.position(), Math.min(left.remaining(), 1 + random.nextInt(200_000)));
            ByteBuffer[] sources = {ByteBuffer.allocate(0), piece};
            long offered = locked(() -> {
                while (!pipe.hasRoom()) {
                    monitor.await();
                }
                return pipe.offer(sources, 2);
            });
            left.position(left.position() + (int) offered);
        }
        locked(() -> {
            pipe.complete();
            return true;
        });
        assertTrue(pump.result());
        assertArrayEquals(content, arrived.toByteArray());
    }

    @Test
    void inputThatIsNotReadIsNotOffered() throws Exception {
        InputPipe pipe = new InputPipe(monitor);
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("broken pipe");
            }
        };
        Running<Boolean> pump = pump(() -> pipe.pump(closed));
        ByteBuffer[] sources = {ByteBuffer.wrap(new byte[10])};
        assertEquals(10, locked(() -> pipe.offer(sources, 1)));
        assertTrue(pump.result());
        assertTrue(locked(pipe::isBroken));
        assertThrows(IOException.class, () -> locked(() -> pipe.offer(sources, 1)));
    }

    @Test
    void inputThatIsBrokenOffIsClosed() throws Exception {
        InputPipe pipe = new InputPipe(monitor);
        Running<Boolean> pump = pump(() -> pipe.pump(OutputStream.nullOutputStream()));
        locked(() -> {
            pipe.breakOff();
            return true;
        });
        assertTrue(pump.result());
    }
}
