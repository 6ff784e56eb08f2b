package org.gateway4j.host.undertow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import org.gateway4j.async.SelectorLoop;
import org.gateway4j.contract.loop.RunningLoop;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/** Loops of XNIO for tests. */
final class XnioLoops {

    private static final OptionMap ONE_THREAD = OptionMap.builder()
            .set(Options.WORKER_IO_THREADS, 1)
            .set(Options.WORKER_TASK_CORE_THREADS, 0)
            .set(Options.THREAD_DAEMON, true)
            .getMap();

    private XnioLoops() {}

    static RunningLoop start(String name) {
        SelectorLoop unixSockets = SelectorLoop.start(name + " for Unix domain sockets");
        XnioWorker worker = worker(name);
        return new RunningLoop(new XnioLoop(worker.getIoThread(), unixSockets), () -> {
            end(worker);
            unixSockets.close();
        });
    }

    static XnioWorker worker(String name) {
        try {
            return Xnio.getInstance()
                    .createWorker(OptionMap.builder()
                            .addAll(ONE_THREAD)
                            .set(Options.WORKER_NAME, name)
                            .getMap());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void end(XnioWorker worker) {
        worker.shutdown();
        try {
            if (!worker.awaitTermination(20, TimeUnit.SECONDS)) {
                throw new AssertionError(worker.getName() + " does not end");
            }
            worker.getIoThread().join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
