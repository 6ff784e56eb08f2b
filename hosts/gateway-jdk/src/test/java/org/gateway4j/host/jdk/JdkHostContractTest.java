package org.gateway4j.host.jdk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.Gateway;
import org.gateway4j.contract.host.Deviations;
import org.gateway4j.contract.host.HostContract;
import org.gateway4j.contract.host.HostSetup;
import org.gateway4j.contract.host.RunningHost;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.host.Mounts;

/** The JDK's server keeps the contract of hosts, but for what its API does not let through. */
class JdkHostContractTest extends HostContract {

    static {
        // An assertion of the server fails where a client sends trailers, and ends the thread that accepts connections.
        ClassLoader.getPlatformClassLoader().setPackageAssertionStatus("sun.net.httpserver", false);
    }

    private static final String URI = "the server parses targets as java.net.URI, and answers 400 to what that refuses";
    private static final String SILENCE = "the server reads nothing from a client while a handler runs";
    private static final String RESET = "the server ends the connection without an answer";

    @Override
    protected Deviations deviations() {
        return Deviations.none()
                .with("passesTheTarget[/app/x?a[]=1|2&c={d}]", URI)
                .with("passesTheTarget[/app/x?\"<>^`\\]", URI)
                .with("passesTheTarget[/app/{x}|^`\"<>]", URI)
                .with("opensNoTunnel", RESET)
                .with("refusesAHeadOfMegabytes", RESET)
                .with("keepsTheOrderOfFields", "the server keeps fields in a hash map")
                .with("asksForNoBodyThatNobodyWants", "the server sends 100 before it calls a handler")
                .with("dropsTrailers", "the server fails to read a body with trailers, which is answered by 400")
                .with("aClientThatLeavesFreesTheApplicationThatIsSilent", SILENCE)
                .with("aClientThatLeavesFreesTheApplicationThatPauses", SILENCE);
    }

    @Override
    protected RunningHost start(HostSetup toServe) throws IOException {
        List<Gateway> gateways = new ArrayList<>();
        Mounts.Builder mounts = Mounts.builder();
        for (HostSetup.Mount mount : toServe.mounts()) {
            FastCgiGateway gateway = toServe.configure(FastCgiGateway.builder(mount.endpoint()))
                    .pool(toServe.settings().pool())
                    .scripts(toServe.scripts())
                    .build();
            gateways.add(gateway);
            mounts.mount(mount.path(), gateway);
        }
        return RunningServer.start(mounts.build(), gateways);
    }
}
