package org.gateway4j.host.netty;

import io.netty.channel.IoEvent;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoEvent;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoOps;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import org.gateway4j.internal.wire.JoinedWrite;
import org.gateway4j.internal.wire.NonBlockingSocket;

/** A socket of the JDK at the selector of a loop. */
final class NioSocket extends LinkSocket implements NioIoHandle {

    private final SocketChannel channel;

    private NioSocket(SocketChannel channel, Events events) {
        super(events);
        this.channel = channel;
    }

    static NioSocket open(SocketAddress address, Events events) throws IOException {
        return new NioSocket(NonBlockingSocket.open(address), events);
    }

    @Override
    boolean connect(SocketAddress address) throws IOException {
        return NonBlockingSocket.connect(channel, address);
    }

    @Override
    boolean finishConnect() throws IOException {
        return channel.finishConnect();
    }

    @Override
    int read(ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    @Override
    long write(ByteBuffer[] sources, JoinedWrite joined) throws IOException {
        return joined.write(channel, sources, sources.length);
    }

    @Override
    IoOps opsToConnect() {
        return NioIoOps.CONNECT;
    }

    @Override
    IoOps ops(boolean read, boolean write) {
        if (read) {
            return write ? NioIoOps.READ_AND_WRITE : NioIoOps.READ;
        }
        return write ? NioIoOps.WRITE : NioIoOps.NONE;
    }

    @Override
    void release() throws IOException {
        channel.close();
    }

    @Override
    public SelectableChannel selectableChannel() {
        return channel;
    }

    @Override
    public void handle(IoRegistration registration, IoEvent event) {
        NioIoOps found = ((NioIoEvent) event).ops();
        boolean writable = found.contains(NioIoOps.WRITE) || found.contains(NioIoOps.CONNECT);
        events().ready(found.contains(NioIoOps.READ), writable);
    }
}
