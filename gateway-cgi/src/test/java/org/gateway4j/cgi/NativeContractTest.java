package org.gateway4j.cgi;

import org.gateway4j.Gateway;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.TestApplication;
import org.gateway4j.contract.ThreadKind;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** A gateway that starts its processes natively keeps the contract too. */
@EnabledForJreRange(min = JRE.JAVA_22)
class NativeContractTest {

    @Nested
    class OnPlatformThreads extends Contract {
        OnPlatformThreads() {
            super(ThreadKind.PLATFORM);
        }
    }

    @Nested
    class OnVirtualThreads extends Contract {
        OnVirtualThreads() {
            super(ThreadKind.VIRTUAL);
        }
    }

    @Nested
    class OfEventLoops extends CgiAsyncContractTest {

        @Override
        CgiGateway.Builder configured(CgiGateway.Builder builder, Settings with) {
            return super.configured(builder, with).launcher(LauncherChoice.NATIVE);
        }
    }

    abstract static class Contract extends CgiContractTest.Contract {

        Contract(ThreadKind threads) {
            super(threads);
        }

        @Override
        protected Gateway open(TestApplication to, Settings with) {
            return configured(((RelayedScript) to).gateway(), with);
        }

        @Override
        protected Gateway openToNobody(Settings with) {
            return configured(CgiContractTest.withoutInterpreter(with), with);
        }

        private static Gateway configured(CgiGateway.Builder builder, Settings with) {
            return CgiContractTest.configured(builder, with)
                    .launcher(LauncherChoice.NATIVE)
                    .build();
        }
    }
}
