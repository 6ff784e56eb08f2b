package org.gateway4j.host.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.FileRegion;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import org.gateway4j.GatewayRequest;
import org.gateway4j.host.AsyncSink;
import org.gateway4j.host.ResponseHead;
import org.jspecify.annotations.Nullable;

/**
 * The response to one request. The head and the first piece are held back until something else is known: a response that ends
 * with them leaves whole, with its length. All of it belongs to the channel's event loop.
 */
final class ResponseSink implements AsyncSink {

    private static final int PIECE = 16 * 1024;

    private final ChannelHandlerContext context;
    private final ClientConnection connection;
    private final NettyLoop loop;
    private final Framing framing;
    private Runnable whenClientGone = () -> {};
    private @Nullable Runnable whenWritable;
    private @Nullable ByteBuf lent;
    private @Nullable ResponseHead heldHead;
    private @Nullable ByteBuf heldPiece;
    private boolean committed;
    private boolean over;

    /** Whether the client sends its content only when asked, and was not asked. */
    private boolean clientWaits;

    ResponseSink(ChannelHandlerContext context, ClientConnection connection, NettyLoop loop, HttpRequest request) {
        this.context = context;
        this.connection = connection;
        this.loop = loop;
        framing = new Framing(request, context.channel());
        clientWaits = HttpUtil.is100ContinueExpected(request);
    }

    /** Somebody waits for the content of the request. */
    void askForContent() {
        if (clientWaits && !committed && !over) {
            clientWaits = false;
            written(context.writeAndFlush(new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER)));
        }
    }

    /** A client need not wait for ever. */
    void contentArrives() {
        clientWaits = false;
    }

    void writable() {
        Runnable action = whenWritable;
        if (action != null) {
            whenWritable = null;
            action.run();
        }
    }

    void clientGone() {
        whenClientGone.run();
    }

    @Override
    public void onClientGone(Runnable action) {
        whenClientGone = action;
    }

    @Override
    public void head(ResponseHead head) {
        committed = true;
        heldHead = head;
    }

    @Override
    public boolean isWritable() {
        return context.channel().isWritable();
    }

    /** The channel may have become writable with the flush before, which nobody tells again. */
    @Override
    public void whenWritable(Runnable action) {
        whenWritable = action;
        if (isWritable()) {
            loop.execute(this::writable);
        }
    }

    @Override
    public ByteBuffer buffer() {
        if (lent == null) {
            lent = context.alloc().directBuffer(PIECE, PIECE);
        }
        return lent.nioBuffer(0, PIECE);
    }

    @Override
    public void write(ByteBuffer piece) {
        ByteBuf bytes = Objects.requireNonNull(lent).writerIndex(piece.limit());
        lent = null;
        if (over) {
            bytes.release();
        } else if (heldHead != null && heldPiece == null) {
            heldPiece = bytes;
        } else {
            sendHeld();
            send(new DefaultHttpContent(bytes));
        }
    }

    /** While an exchange pauses, it occupies no buffer. */
    @Override
    public void flush() {
        lent = released(lent);
        sendHeld();
        context.flush();
    }

    private void sendHeld() {
        ResponseHead head = heldHead;
        ByteBuf piece = heldPiece;
        heldHead = null;
        heldPiece = null;
        if (head != null) {
            send(framing.begun(head, mayPersist()));
        }
        if (piece != null) {
            send(new DefaultHttpContent(piece));
        }
    }

    private void send(Object message) {
        written(context.write(message));
    }

    /** A write that fails ends the connection, of which the exchange is told. */
    private static void written(ChannelFuture write) {
        write.addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    /** A client that still waits for a go-ahead may send its content or its next request. */
    private boolean mayPersist() {
        return connection.canPersist() && (connection.requestEnded() || !clientWaits);
    }

    @Override
    public void end() {
        ChannelFuture last = context.writeAndFlush(lastPart());
        written(last);
        drop();
        connection.answered(last, framing.persists());
    }

    private Object lastPart() {
        ResponseHead head = heldHead;
        if (head == null) {
            return LastHttpContent.EMPTY_LAST_CONTENT;
        }
        ByteBuf piece = heldPiece == null ? Unpooled.EMPTY_BUFFER : heldPiece;
        heldPiece = null;
        return framing.whole(head, piece, mayPersist());
    }

    @Override
    public boolean sendFile(ResponseHead head, Path file, GatewayRequest request) {
        FileRegion region;
        try {
            region = ZeroCopy.open(head, file, context);
        } catch (IOException e) {
            return false;
        }
        if (region == null) {
            return false;
        }
        committed = true;
        send(framing.begun(head, mayPersist()));
        send(region);
        ChannelFuture last = context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
        written(last);
        drop();
        last.addListener(sent -> connection.answered(last, framing.persists()));
        return true;
    }

    @Override
    public void abort(Throwable cause) {
        boolean begun = committed && heldHead == null;
        drop();
        if (begun) {
            framing.cut(context);
        }
        connection.abort();
    }

    private void drop() {
        over = true;
        whenWritable = null;
        heldHead = null;
        lent = released(lent);
        heldPiece = released(heldPiece);
    }

    private static @Nullable ByteBuf released(@Nullable ByteBuf buffer) {
        if (buffer != null) {
            buffer.release();
        }
        return null;
    }
}
