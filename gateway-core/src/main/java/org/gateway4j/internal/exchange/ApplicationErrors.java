package org.gateway4j.internal.exchange;

import java.nio.ByteBuffer;
import org.gateway4j.GatewayListener;
import org.gateway4j.GatewayRequest;
import org.gateway4j.internal.protocol.ErrorOutput;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The error output of one exchange, made safe for logs: control characters and everything outside ASCII escaped, cut
 * into lines, bounded. Its tail is kept for the message of a failure, however much there was before it. What comes after
 * the end of the exchange, as from a process that goes on, reaches the log only. Safe for use by several threads.
 */
public final class ApplicationErrors implements ErrorOutput {

    /** Application output has a logger of its own, so that a host can route or silence it. */
    private static final Logger LOG = LoggerFactory.getLogger("org.gateway4j.stderr");

    private static final int LONGEST_LINE = 2048;
    private static final int TAIL = 256;

    private final Backend backend;
    private final GatewayListener listener;
    private final GatewayRequest request;

    /** The last line as far as it has come; null while there is none, as in nearly all exchanges. */
    private @Nullable StringBuilder line;

    private String last = "";
    private long taken;
    private boolean ended;

    public ApplicationErrors(Backend backend, GatewayRequest request) {
        this.backend = backend;
        this.listener = backend.listener();
        this.request = request;
    }

    @Override
    public synchronized void accept(ByteBuffer bytes) {
        if (backend.limits().stderrBytes() == 0) {
            taken += bytes.remaining();
            bytes.position(bytes.limit());
        }
        while (bytes.hasRemaining()) {
            take(bytes.get());
        }
    }

    private void take(byte b) {
        if (taken == backend.limits().stderrBytes()) {
            endLine();
        }
        taken++;
        if (b == '\n') {
            endLine();
        } else {
            append(b);
        }
    }

    private void append(byte b) {
        StringBuilder begun = line();
        if (b >= ' ' && b < 0x7F || b == '\t') {
            begun.append((char) b);
        } else if (b != '\r') {
            begun.append("\\x").append(Character.forDigit(b >> 4 & 0xF, 16)).append(Character.forDigit(b & 0xF, 16));
        }
        if (begun.length() >= LONGEST_LINE) {
            endLine();
        }
    }

    private StringBuilder line() {
        StringBuilder begun = line;
        if (begun == null) {
            begun = new StringBuilder();
            line = begun;
        }
        return begun;
    }

    private void endLine() {
        if (line == null || line.isEmpty()) {
            return;
        }
        String text = line.toString().stripTrailing();
        line.setLength(0);
        if (text.isEmpty()) {
            return;
        }
        last = text;
        if (taken <= backend.limits().stderrBytes()) {
            tell(text);
        }
    }

    private void tell(String text) {
        log(text);
        if (!ended) {
            listener.applicationError(request, text);
        }
    }

    private void log(String text) {
        if (!backend.errorLines().admits()) {
            return;
        }
        long heldBack = backend.errorLines().takeHeldBack();
        if (heldBack > 0) {
            LOG.warn("{}: {} lines of error output were left out", backend.name(), heldBack);
        }
        LOG.warn("{}: {}: {}", backend.name(), request, text);
    }

    /** Says the last line, and how much was dropped. */
    public synchronized void end() {
        endLine();
        ended = true;
        long dropped = taken - backend.limits().stderrBytes();
        if (dropped > 0) {
            log(dropped + " more bytes of error output dropped");
        }
    }

    /** The end of the last line, or an empty string if there was none. */
    public synchronized String tail() {
        String text = line == null || line.isEmpty() ? last : line.toString();
        return text.length() <= TAIL ? text : "…" + text.substring(text.length() - TAIL);
    }
}
