package org.gateway4j.cgi;

import java.io.IOException;
import java.nio.file.Path;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.TestApplication;
import org.gateway4j.contract.async.ThreadedContract;

/** What gateways on event loops promise is kept over processes. */
class CgiAsyncContractTest extends ThreadedContract {

    @Override
    protected TestApplication startApplication(Path directory) throws IOException {
        return new RelayedScript(directory);
    }

    @Override
    protected AsyncGateway open(TestApplication to, Settings with) {
        return configured(((RelayedScript) to).gateway(), with).buildAsync();
    }

    CgiGateway.Builder configured(CgiGateway.Builder builder, Settings with) {
        return CgiContractTest.configured(builder, with);
    }

    @Override
    public int kept() {
        return 0;
    }

    /** Each is a process. */
    @Override
    public int answersInARow() {
        return 200;
    }

    @Override
    protected AsyncGateway openToNobody(Settings with) {
        return configured(CgiContractTest.withoutInterpreter(with), with).buildAsync();
    }
}
