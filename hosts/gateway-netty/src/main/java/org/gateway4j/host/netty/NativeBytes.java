package org.gateway4j.host.netty;

import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/** The bytes of a descriptor of Netty's native library, which takes direct buffers alone. */
final class NativeBytes implements ByteChannel {

    private static final int MOST_COPIED = 64 * 1024;

    private final FileDescriptor descriptor;

    NativeBytes(FileDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    /** Reads once; 0 if there is nothing now. A gateway's own buffers are direct. */
    @Override
    public int read(ByteBuffer target) throws IOException {
        if (target.isDirect()) {
            return readDirect(target);
        }
        ByteBuffer copied = ByteBuffer.allocateDirect(Math.min(target.remaining(), MOST_COPIED));
        int count = readDirect(copied);
        target.put(copied.flip());
        return count;
    }

    private int readDirect(ByteBuffer target) throws IOException {
        int count = descriptor.read(target, target.position(), target.limit());
        if (count > 0) {
            target.position(target.position() + count);
        }
        return count;
    }

    /** Writes once, from a direct buffer. */
    @Override
    public int write(ByteBuffer source) throws IOException {
        int count = descriptor.write(source, source.position(), source.limit());
        source.position(source.position() + count);
        return count;
    }

    @Override
    public boolean isOpen() {
        return descriptor.isOpen();
    }

    @Override
    public void close() throws IOException {
        descriptor.close();
    }
}
