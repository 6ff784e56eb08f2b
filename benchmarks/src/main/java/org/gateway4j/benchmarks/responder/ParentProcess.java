package org.gateway4j.benchmarks.responder;

import java.io.IOException;
import java.io.OutputStream;

/** The process that started this one and holds the other end of its standard input. */
public final class ParentProcess {

    private ParentProcess() {}

    /** Ends this process when standard input does, so that it never outlives its parent. */
    public static void exitWithIt() {
        Thread watch = new Thread(ParentProcess::awaitEndOfInput, "parent watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static void awaitEndOfInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // Gone as well.
        }
        Runtime.getRuntime().halt(0);
    }
}
