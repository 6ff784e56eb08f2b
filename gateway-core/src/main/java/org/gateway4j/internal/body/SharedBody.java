package org.gateway4j.internal.body;

import org.gateway4j.RequestBody;

/**
 * A request body that outlives the gateway that sends it, because several gateways may be asked to, one after another. If one of
 * them has read it to its end before it had a connection, the others send the copy.
 */
public interface SharedBody extends RequestBody {

    /**
     * Takes over a copy of the whole body. The gateway that made it reads it until it closes this body, and does not close the
     * copy. Nothing more is read of this body itself.
     *
     * @param copy in memory or a file, replayable; whoever owns the body closes it
     */
    void keep(RequestBody copy);
}
