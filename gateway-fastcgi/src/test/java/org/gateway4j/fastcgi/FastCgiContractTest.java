package org.gateway4j.fastcgi;

import java.nio.file.Path;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.SocketApplication;
import org.gateway4j.contract.SocketContract;
import org.gateway4j.contract.ThreadKind;
import org.gateway4j.contract.fastcgi.TestResponder;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.params.provider.MethodSource;

/** The gateway keeps the contract on both transports and both kinds of threads. */
@MethodSource(SocketContract.EACH_KIND)
class FastCgiContractTest extends SocketContract {

    FastCgiContractTest(Transport transport, ThreadKind threads) {
        super(transport, threads);
    }

    @Override
    protected SocketApplication speaker() {
        return new TestResponder();
    }

    @Override
    protected Gateway open(Endpoint to, Settings with) {
        return configured(to, with).build();
    }

    static FastCgiGateway.Builder configured(Endpoint to, Settings with) {
        return FastCgiGateway.builder(to)
                .scripts(ScriptMapper.script(Path.of("/srv/app.php")))
                .pool(with.pool())
                .timeouts(with.timeouts())
                .limits(with.limits())
                .spooling(with.spooling())
                .listener(with.listener());
    }
}
