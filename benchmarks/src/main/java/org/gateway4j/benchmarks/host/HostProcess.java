package org.gateway4j.benchmarks.host;

import java.io.IOException;
import org.gateway4j.Endpoint;
import org.gateway4j.benchmarks.responder.ParentProcess;
import org.gateway4j.benchmarks.responder.ResponderProcess;

/** A Java server in a process of its own. */
public final class HostProcess implements HttpServer {

    private final ResponderProcess process;

    private HostProcess(ResponderProcess process) {
        this.process = process;
    }

    /** Starts one before an application: an endpoint, or the path of a CGI program. */
    public static HostProcess start(HostKind kind, String application) throws IOException {
        return new HostProcess(ResponderProcess.tcp(HostProcess.class, kind.name(), application));
    }

    /** Takes the kind and the application. */
    public static void main(String[] arguments) throws Exception {
        int port = HostKind.valueOf(arguments[0]).start(arguments[1]);
        System.out.println(ResponderProcess.READY + port);
        ParentProcess.exitWithIt();
    }

    @Override
    public int port() {
        return ((Endpoint.Tcp) process.endpoint()).port();
    }

    @Override
    public ProcessHandle handle() {
        return process.handle();
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
