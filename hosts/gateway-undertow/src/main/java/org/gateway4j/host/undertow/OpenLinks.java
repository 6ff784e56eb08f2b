package org.gateway4j.host.undertow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.gateway4j.async.LentLink;
import org.gateway4j.async.Link;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelPipe;
import org.xnio.XnioIoThread;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.channels.StreamSourceChannel;

/**
 * The links of a thread, which are told when it ends. XNIO tells nobody of that, but closes what it watches: here a pipe that nothing
 * is written to. Only the thread uses it.
 */
final class OpenLinks {

    private final XnioIoThread thread;
    private final Set<Link> links = Collections.newSetFromMap(new WeakHashMap<>());
    private @Nullable ChannelPipe<StreamSourceChannel, StreamSinkChannel> pipe;

    OpenLinks(XnioIoThread thread) {
        this.thread = thread;
    }

    /** Adds a link, which is forgotten when nobody uses it any more. */
    void add(Link link) throws IOException {
        if (pipe == null) {
            pipe = thread.createHalfDuplexPipe(thread);
            pipe.getLeftSide().getCloseSetter().set(closed -> end());
        }
        links.add(link);
    }

    private void end() {
        List<Link> last = new ArrayList<>(links);
        links.clear();
        for (Link link : last) {
            if (link instanceof LentLink lent) {
                lent.end();
            } else if (link instanceof XnioLink own) {
                own.end();
            }
        }
    }
}
