package org.gateway4j.examples;

import java.io.IOException;
import org.gateway4j.examples.options.CommandLine;
import org.gateway4j.examples.options.UsageException;

/** The example host's main class: an HTTP server with applications mounted on its paths. */
public final class GatewayHost {

    private GatewayHost() {}

    public static void main(String[] args) {
        if (CommandLine.asksForHelp(args)) {
            System.out.print(CommandLine.HELP);
            return;
        }
        try {
            Host host = Host.start(CommandLine.parse(args));
            Runtime.getRuntime().addShutdownHook(new Thread(host::close, "host-shutdown"));
            System.out.println("Gateway4j example host: " + host.description());
            host.uris().forEach(uri -> System.out.println("Serving on " + uri));
        } catch (UsageException e) {
            exit(2, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            exit(1, e.toString());
        }
    }

    private static void exit(int code, String message) {
        System.err.println("gateway-host: " + message);
        System.exit(code);
    }
}
