package org.gateway4j.ajp.containers;

import java.io.IOException;
import java.util.Map;
import org.apache.catalina.LifecycleException;
import org.apache.coyote.AbstractProtocol;
import org.gateway4j.ajp.containers.servlets.Steps;
import org.gateway4j.ajp.containers.servlets.WebApplication;

/** A Tomcat with a web application, and what disturbs it. The methods are called from the other side of its class loader. */
public final class ServletTomcat extends EmbeddedTomcat {

    /** Starts it with properties of the connector, in a directory. */
    public ServletTomcat(String directory, Map<String, String> properties) throws LifecycleException {
        super(directory, properties, tomcat -> WebApplication.deploy(tomcat, directory));
        // A connector that is started again listens where it did.
        connector().setPort(connector().getLocalPort());
    }

    /** Accepts no more connections, and refuses requests on those it has. */
    public void pause() {
        connector().pause();
    }

    public void resume() {
        connector().resume();
    }

    /** Closes all connections and listens no more. */
    public void stop() throws LifecycleException {
        connector().stop();
    }

    public void start() throws LifecycleException {
        connector().start();
    }

    /** Takes another secret from the next start on. */
    public void expect(String secret) {
        connector().setProperty("secret", secret);
    }

    /** Lets all go on who wait. */
    public void release() {
        Steps.release();
    }

    /** How many wait. */
    public int held() {
        return Steps.held();
    }

    /** How many connections it has: it counts the one that it waits for, too. */
    public long connections() {
        return ((AbstractProtocol<?>) connector().getProtocolHandler()).getConnectionCount() - 1;
    }

    @Override
    public void close() throws IOException {
        release();
        super.close();
    }
}
