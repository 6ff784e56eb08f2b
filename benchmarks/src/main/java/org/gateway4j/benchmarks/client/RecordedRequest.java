package org.gateway4j.benchmarks.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.gateway4j.Endpoint;
import org.gateway4j.benchmarks.responder.Conversation;

/** The bytes that the library sends for a request, taken off the wire. */
final class RecordedRequest {

    private RecordedRequest() {}

    /** Of a GET, or of a POST whose body is sent without being asked for. */
    static ByteBuffer of(Workload workload) throws IOException {
        try (ServerSocketChannel server =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            Endpoint endpoint = Endpoint.tcp((InetSocketAddress) server.getLocalAddress());
            CompletableFuture<Void> dispatch = CompletableFuture.runAsync(() -> dispatch(endpoint, workload));
            ByteBuffer request;
            try (SocketChannel channel = server.accept()) {
                request = answer(channel, workload.service().conversation());
            }
            join(dispatch);
            return request;
        }
    }

    private static void dispatch(Endpoint endpoint, Workload workload) {
        try (Client gateway = Contestant.GATEWAY.open(endpoint, workload, 1);
                Client.Caller caller = gateway.caller()) {
            caller.call();
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static ByteBuffer answer(SocketChannel channel, Conversation conversation) throws IOException {
        ByteBuffer request = ByteBuffer.allocateDirect(128 * 1024);
        ByteBuffer answer = Conversation.SILENCE;
        while (!answer.hasRemaining()) {
            int start = request.position();
            if (channel.read(request) < 0) {
                throw new EOFException();
            }
            answer = conversation.reply(request.duplicate().flip().position(start));
        }
        while (answer.hasRemaining()) {
            channel.write(answer);
        }
        return request.flip();
    }

    private static void join(CompletableFuture<Void> dispatch) throws IOException {
        try {
            dispatch.join();
        } catch (CompletionException e) {
            throw new IOException("the request to record was not answered", e.getCause());
        }
    }
}
