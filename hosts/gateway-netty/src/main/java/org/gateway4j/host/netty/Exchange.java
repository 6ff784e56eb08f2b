package org.gateway4j.host.netty;

import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;

/** A request whose turn it is on a connection, until its response is written. All of it belongs to the channel's event loop. */
interface Exchange {

    /** Takes the next part of the request's content, and its reference. */
    void take(HttpContent part);

    /** Whether there is room for more of the content. */
    default boolean takesMore() {
        return true;
    }

    /** Hears of what handlers that follow write, and gives the promise to write it with. */
    default ChannelPromise writes(Object message, ChannelPromise promise) {
        return promise;
    }

    /** The client takes more of the response. */
    default void writable() {}

    /** The client is gone. */
    default void clientGone() {}
}
