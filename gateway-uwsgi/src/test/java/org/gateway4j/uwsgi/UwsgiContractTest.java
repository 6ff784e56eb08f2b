package org.gateway4j.uwsgi;

import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.SocketApplication;
import org.gateway4j.contract.ThreadKind;
import org.gateway4j.contract.onerequest.OneRequestApplication;
import org.gateway4j.contract.onerequest.OneRequestContract;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.params.provider.MethodSource;

/** The gateway keeps the contract on both transports and both kinds of threads. */
@MethodSource(OneRequestContract.EACH_KIND)
class UwsgiContractTest extends OneRequestContract {

    UwsgiContractTest(Transport transport, ThreadKind threads) {
        super(transport, threads);
    }

    @Override
    protected SocketApplication speaker() {
        return new OneRequestApplication(new UwsgiDialect());
    }

    @Override
    protected Gateway open(Endpoint to, Settings with) {
        return configured(to, with).build();
    }

    static UwsgiGateway.Builder configured(Endpoint to, Settings with) {
        return UwsgiGateway.builder(to)
                .pool(with.pool())
                .timeouts(with.timeouts())
                .limits(with.limits())
                .spooling(with.spooling())
                .listener(with.listener());
    }
}
