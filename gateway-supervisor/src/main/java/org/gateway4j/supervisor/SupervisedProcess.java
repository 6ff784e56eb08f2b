package org.gateway4j.supervisor;

import org.gateway4j.Endpoint;

/**
 * A process of a {@link SupervisedGateway} at one moment. Its children are not counted.
 *
 * @param pid its number in the operating system
 * @param generation its number among the processes of the gateway, which counts from 1
 * @param endpoint where it listens
 * @param state how far it has come
 */
public record SupervisedProcess(long pid, int generation, Endpoint endpoint, State state) {

    /** How far a process has come. */
    public enum State {
        /** It does not answer yet. */
        STARTING,
        /** It gets requests. */
        READY,
        /** It gets no new requests, and ends the ones that it has. */
        DRAINING,
        /** It was told to end. */
        STOPPING
    }
}
