package org.gateway4j.host.netty;

import io.netty.channel.ChannelException;
import io.netty.channel.IoEvent;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Errors;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import org.gateway4j.internal.wire.JoinedWrite;
import org.gateway4j.internal.wire.SendBuffers;

/** A socket of Netty's native library at the epoll instance of a loop. */
final class EpollSocket extends LinkSocket implements EpollIoHandle {

    private static final int IN = EpollIoOps.EPOLLIN.value();
    private static final int OUT = EpollIoOps.EPOLLOUT.value();
    private static final EpollIoOps IN_AND_OUT = EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLOUT);

    /** The kernel tells of a broken connection whatever the mask is: with this one once, and not again and again. */
    private static final EpollIoOps NOTHING = EpollIoOps.EPOLLET;

    private final Socket socket;
    private final NativeBytes bytes;

    private EpollSocket(Socket socket, Events events) {
        super(events);
        this.socket = socket;
        this.bytes = new NativeBytes(socket);
    }

    static EpollSocket open(SocketAddress address, Events events) throws IOException {
        try {
            if (address instanceof UnixDomainSocketAddress) {
                return new EpollSocket(LinuxSocket.newSocketDomain(), events);
            }
            if (address instanceof InetSocketAddress) {
                return new EpollSocket(LinuxSocket.newSocketStream(), events);
            }
        } catch (ChannelException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
        throw new IOException("this transport cannot reach addresses like " + address);
    }

    @Override
    boolean connect(SocketAddress address) throws IOException {
        if (address instanceof UnixDomainSocketAddress unix) {
            return connectUnix(unix.getPath().toString());
        }
        socket.setTcpNoDelay(true);
        return socket.connect(address);
    }

    /** Its failures become those that the JDK has for the same errors. */
    private boolean connectUnix(String path) throws IOException {
        socket.setSendBufferSize(SendBuffers.SIZE);
        try {
            return socket.connect(new DomainSocketAddress(path));
        } catch (FileNotFoundException e) {
            throw new SocketException("No such file or directory");
        } catch (ConnectException e) {
            throw isQueueFull(e) ? new SocketException("the listen queue is full") : e;
        }
    }

    /** EAGAIN, whose number is in the message only. */
    private static boolean isQueueFull(ConnectException e) {
        return String.valueOf(e.getMessage()).contains("(" + Errors.ERRNO_EAGAIN_NEGATIVE + ")");
    }

    /** Also asks for the other side: an event of an earlier socket with the same descriptor may have been mistaken for the outcome. */
    @Override
    boolean finishConnect() throws IOException {
        return socket.finishConnect() && socket.remoteAddress() != null;
    }

    @Override
    int read(ByteBuffer target) throws IOException {
        return bytes.read(target);
    }

    @Override
    long write(ByteBuffer[] sources, JoinedWrite joined) throws IOException {
        return joined.writeCopied(bytes, sources, sources.length);
    }

    @Override
    IoOps opsToConnect() {
        return EpollIoOps.EPOLLOUT;
    }

    @Override
    IoOps ops(boolean read, boolean write) {
        if (read) {
            return write ? IN_AND_OUT : EpollIoOps.EPOLLIN;
        }
        return write ? EpollIoOps.EPOLLOUT : NOTHING;
    }

    @Override
    void release() throws IOException {
        socket.close();
    }

    @Override
    public FileDescriptor fd() {
        return socket;
    }

    @Override
    public void handle(IoRegistration registration, IoEvent event) {
        int found = ((EpollIoEvent) event).ops().value();
        boolean broken = (found & ~(IN | OUT)) != 0;
        events().ready(broken || (found & IN) != 0, broken || (found & OUT) != 0);
    }
}
