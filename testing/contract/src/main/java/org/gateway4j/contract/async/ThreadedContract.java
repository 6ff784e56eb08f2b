package org.gateway4j.contract.async;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.gateway4j.contract.PausingBody;
import org.gateway4j.contract.WatchedBody;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What an {@link org.gateway4j.async.AsyncGateway} over one that blocks promises, whatever that one reaches. Not part of it are
 * a loop that ends too early, and long queues: whoever waits has a thread.
 */
public abstract class ThreadedContract extends LeakCheckedFixture
        implements HandlerContract, DemandContract, AbortContract, FlowContract, UploadContract {

    /** The contract. */
    protected ThreadedContract() {}

    /**
     * Only with failures that take no time. And close of the gateway does not release a response that nobody reads or closes: a
     * blocking exchange belongs to its reader.
     */
    @Override
    @ParameterizedTest
    @EnumSource(names = {"REFUSED", "DRAINING"})
    public void manyFailuresInARowNeedNoDeepStack(Immediate failure) throws Exception {
        HandlerContract.super.manyFailuresInARowNeedNoDeepStack(failure);
    }

    /** Not on the loop but on the thread that waits. */
    @Override
    @Test
    public void bodyIsPolledOnTheLoop() throws Exception {
        application().behave(call -> call.answer(200, call.input().readAllBytes()));
        byte[] content = Bytes.random(300_000, 5);
        PausingBody client = new PausingBody(content.length);
        WatchedBody body = new WatchedBody(client);
        RecordingHandler handler = dispatch(gateway(), post(body));
        for (int from = 0; from < content.length; from += 30_000) {
            client.send(Arrays.copyOfRange(content, from, from + 30_000));
        }
        assertArrayEquals(content, handler.awaitBody());
        assertEquals(1, body.closes());
    }
}
