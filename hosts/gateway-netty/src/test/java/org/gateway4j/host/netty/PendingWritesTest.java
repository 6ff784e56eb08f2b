package org.gateway4j.host.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.RawClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Responses that were handed to the channel, and have not reached the client yet, or never will. */
class PendingWritesTest extends HandlerFixture {

    /** More than the buffers of two sockets. */
    private static final int SIZE = 32 << 20;

    static Stream<Object> events() {
        return Stream.of(IdleStateEvent.READER_IDLE_STATE_EVENT, ChannelInputShutdownEvent.INSTANCE);
    }

    @ParameterizedTest
    @MethodSource("events")
    void noEventCutsAResponseThatASlowClientStillReads(Object event) throws Exception {
        BlockingQueue<Channel> channels = new LinkedBlockingQueue<>();
        application.serveBy(call -> call.answer(200, new byte[SIZE], "Content-Length", String.valueOf(SIZE)));
        start((channel, gateways) -> {
            channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(2 * SIZE, 2 * SIZE));
            channel.pipeline().addLast(new HttpServerCodec(), gateways);
            channels.add(channel);
        });
        RawClient client = connect();
        client.sendHead("GET /app/x HTTP/1.1", "Host: h.example");
        client.readHead();
        Channel channel = channels.take();
        Await.until(() -> "the exchange goes on", () -> host().stats().stream().allMatch(stats -> stats.inUse() == 0));

        channel.eventLoop()
                .submit(() -> channel.pipeline().fireUserEventTriggered(event))
                .sync();

        assertEquals(SIZE, client.input().readNBytes(SIZE).length);
    }

    @Test
    void noLaterResponseTakesThePlaceOfOneThatCouldNotBeWritten() throws Exception {
        application.serveBy(call -> call.answer(200, Bytes.of("second"), "Content-Length", "6"));
        start((channel, gateways) -> channel.pipeline().addLast(new HttpServerCodec(), gateways, new Headless()));
        RawClient client = connect();

        client.sendHead("GET /other HTTP/1.1", "Host: h.example");
        client.sendHead("GET /app/x HTTP/1.1", "Host: h.example");

        assertEquals("", client.read(1_000));
    }

    /** Writes the end of a response without its head, which the codec refuses. */
    @SuppressWarnings("FutureReturnValueIgnored") // The test sees what becomes of the connection.
    private static final class Headless extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest) {
                context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
            }
            ReferenceCountUtil.release(message);
        }
    }
}
