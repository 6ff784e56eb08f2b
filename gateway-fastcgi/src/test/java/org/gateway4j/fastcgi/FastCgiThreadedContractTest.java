package org.gateway4j.fastcgi;

import java.io.IOException;
import java.nio.file.Path;
import org.gateway4j.Endpoint;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.TestApplication;
import org.gateway4j.contract.async.ThreadedContract;
import org.gateway4j.contract.fastcgi.TestResponder;
import org.gateway4j.testkit.Transport;

/** A gateway that blocks is offered to event loops, with a thread for each wait. */
class FastCgiThreadedContractTest extends ThreadedContract {

    @Override
    protected TestApplication startApplication(Path directory) throws IOException {
        TestResponder responder = new TestResponder();
        responder.listen(Transport.UNIX, directory);
        return responder;
    }

    @Override
    protected AsyncGateway open(TestApplication to, Settings with) {
        return open(((TestResponder) to).endpoint(), with);
    }

    @Override
    protected AsyncGateway openToNobody(Settings with) {
        return open(Endpoint.parse(Transport.UNIX.nobody(with.spooling().directory())), with);
    }

    private static AsyncGateway open(Endpoint to, Settings with) {
        return AsyncGateway.over(FastCgiContractTest.configured(to, with).build(), task -> new Thread(task).start());
    }
}
