package org.gateway4j.supervisor;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.testkit.processes.ParentProcess;

/** A host that starts an application and then does nothing, until it is killed. */
final class SupervisedHost {

    private SupervisedHost() {}

    /**
     * Starts one.
     *
     * @param arguments the kind of application, the directory for sockets, and a program in Go
     * @throws Exception if it does not start
     */
    public static void main(String[] arguments) throws Exception {
        ParentProcess.exitWithIt();
        SupervisedGatewayBuilder builder = switch (arguments[0]) {
            case "php-fpm" -> SupervisedGateway.builder(SupervisedSite.fpm());
            case "php-cgi" -> SupervisedGateway.builder(SupervisedSite.phpCgi().withWorkers(2));
            default -> SupervisedGateway.builder(SupervisedSite.go(Path.of(arguments[2])));
        };
        SupervisedGateway gateway = builder.scripts(ScriptMapper.script(Path.of("/application")))
                .socketDirectory(Path.of(arguments[1]))
                .build();
        gateway.start();
        ParentProcess.tellReady(Long.toString(gateway.processes().get(0).pid()));
        new CountDownLatch(1).await();
    }
}
