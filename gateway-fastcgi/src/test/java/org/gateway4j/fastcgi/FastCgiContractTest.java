package org.gateway4j.fastcgi;

import java.io.IOException;
import java.nio.file.Path;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.contract.GatewayContract;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.TestApplication;
import org.gateway4j.contract.ThreadKind;
import org.gateway4j.contract.Transport;
import org.junit.jupiter.api.Nested;

/** The gateway keeps the contract on both transports and both kinds of threads. */
class FastCgiContractTest {

    @Nested
    class OverTcp extends Contract {
        OverTcp() {
            super(Transport.TCP, ThreadKind.PLATFORM);
        }
    }

    @Nested
    class OverUnix extends Contract {
        OverUnix() {
            super(Transport.UNIX, ThreadKind.PLATFORM);
        }
    }

    @Nested
    class OverTcpOnVirtualThreads extends Contract {
        OverTcpOnVirtualThreads() {
            super(Transport.TCP, ThreadKind.VIRTUAL);
        }
    }

    @Nested
    class OverUnixOnVirtualThreads extends Contract {
        OverUnixOnVirtualThreads() {
            super(Transport.UNIX, ThreadKind.VIRTUAL);
        }
    }

    abstract static class Contract extends GatewayContract {

        private final Transport transport;

        Contract(Transport transport, ThreadKind threads) {
            super(threads);
            this.transport = transport;
        }

        @Override
        protected TestApplication startApplication(Path directory) throws IOException {
            return new TestResponder(transport, directory);
        }

        @Override
        protected Gateway open(TestApplication to, Settings with) {
            return open(((TestResponder) to).endpoint(), with);
        }

        @Override
        protected Gateway openToNobody(Settings with) {
            return open(transport.nobody(with.spooling().directory()), with);
        }

        private static Gateway open(Endpoint endpoint, Settings with) {
            return FastCgiGateway.builder(endpoint)
                    .scripts(ScriptMapper.script(Path.of("/srv/app.php")))
                    .pool(with.pool())
                    .timeouts(with.timeouts())
                    .limits(with.limits())
                    .spooling(with.spooling())
                    .listener(with.listener())
                    .build();
        }
    }
}
