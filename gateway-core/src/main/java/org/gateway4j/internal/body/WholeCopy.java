package org.gateway4j.internal.body;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.gateway4j.RequestBody;
import org.jspecify.annotations.Nullable;

/** The whole of a body that was read ahead, in memory or a spool file, with its share of the gateway's quota. */
final class WholeCopy implements RequestBody {

    private final RequestBody content;
    private final SpoolQuota.@Nullable Share share;

    /** A copy that takes nothing of the quota if there is no share. */
    WholeCopy(RequestBody content, SpoolQuota.@Nullable Share share) {
        this.content = content;
        this.share = share;
    }

    /** The name of its file, if it has one. */
    @Nullable
    String file() {
        return content instanceof Spool.SpoolFile file && file.path() != null
                ? file.path().toAbsolutePath().toString()
                : null;
    }

    @Override
    public long length() {
        return content.length();
    }

    @Override
    public boolean replayable() {
        return true;
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return content.read(target);
    }

    @Override
    public void rewind() throws IOException {
        content.rewind();
    }

    @Override
    public @Nullable ByteBuffer inMemory() {
        return content.inMemory();
    }

    @Override
    public void close() throws IOException {
        try {
            content.close();
        } finally {
            if (share != null) {
                share.close();
            }
        }
    }
}
