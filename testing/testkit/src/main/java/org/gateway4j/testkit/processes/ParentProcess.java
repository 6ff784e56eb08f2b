package org.gateway4j.testkit.processes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import org.gateway4j.testkit.Transport;

/**
 * The process that started this one as a {@link JavaProgram} and holds the other end of its standard input and output.
 */
public final class ParentProcess {

    /** Begins the line by which a program says that it is ready. */
    static final String READY = "ready ";

    private ParentProcess() {}

    /**
     * Listens where the parent wants it and tells the parent so.
     *
     * @param arguments those of the program, of which the last two say where
     * @return the listening socket
     * @throws IOException if nothing can listen there
     */
    public static ServerSocketChannel listen(String... arguments) throws IOException {
        Transport transport = Transport.valueOf(arguments[arguments.length - 2]);
        ServerSocketChannel listener = transport.listen(Path.of(arguments[arguments.length - 1]), 0);
        tellReady(transport.address(listener));
        return listener;
    }

    /**
     * Tells the parent that this program is ready, and where it listens, as an endpoint.
     *
     * @param address as {@link JavaProgram#address} is to give it
     */
    public static void tellReady(String address) {
        System.out.println(READY + address);
    }

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
