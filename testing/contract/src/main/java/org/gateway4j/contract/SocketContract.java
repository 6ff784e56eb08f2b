package org.gateway4j.contract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;

/**
 * The contract of a gateway to a socket, on each transport. The tests of a driver say with which arguments they are made: those
 * whose callers move the bytes need {@link #EACH_KIND} of thread.
 */
@ParameterizedClass
public abstract class SocketContract extends GatewayContract {

    /** The source of arguments for each transport and each kind of threads. */
    public static final String EACH_KIND = "org.gateway4j.contract.SocketContract#eachKind";

    private final Transport transport;

    /**
     * The contract on one of each.
     *
     * @param transport what the application listens on
     * @param threads the kind of threads to dispatch on
     */
    protected SocketContract(Transport transport, ThreadKind threads) {
        super(threads);
        this.transport = transport;
    }

    static Stream<Arguments> eachKind() {
        return Stream.of(ThreadKind.values())
                .flatMap(threads -> Stream.of(Transport.values()).map(transport -> Arguments.of(transport, threads)));
    }

    /** {@return a new application that speaks the protocol and does not listen yet} */
    protected abstract SocketApplication speaker();

    /**
     * {@return a new gateway}
     *
     * @param to where the application listens, or nobody
     * @param with its configuration, to be heeded in full
     */
    protected abstract Gateway open(Endpoint to, Settings with);

    @Override
    protected final TestApplication startApplication(Path directory) throws IOException {
        SocketApplication application = speaker();
        application.listen(transport, directory);
        return application;
    }

    @Override
    protected final Gateway open(TestApplication to, Settings with) {
        return open(((SocketApplication) to).endpoint(), with);
    }

    @Override
    protected final Gateway openToNobody(Settings with) {
        return open(Endpoint.parse(transport.nobody(with.spooling().directory())), with);
    }
}
