package org.gateway4j.host.servlet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** Tomcat, with the settings that the guide tells. */
final class TomcatContainer implements Container {

    /** Kept: the logging of the JDK forgets what nobody refers to. */
    private static final Logger LOG = Logger.getLogger("org.apache");

    private final Tomcat tomcat;
    private final InetSocketAddress address;

    private TomcatContainer(Tomcat tomcat) {
        this.tomcat = tomcat;
        this.address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), tomcat.getConnector().getLocalPort());
    }

    /** When Tomcat asks clients for bodies that they offer. */
    enum Continue {
        IMMEDIATELY,
        ON_READ
    }

    static TomcatContainer start(String contextPath, Deployment deployment) throws IOException, LifecycleException {
        return start(contextPath, deployment, Continue.IMMEDIATELY);
    }

    static TomcatContainer start(String contextPath, Deployment deployment, Continue timing)
            throws IOException, LifecycleException {
        return start(
                contextPath,
                deployment,
                connector -> connector.setProperty(
                        "continueResponseTiming", timing == Continue.ON_READ ? "onRead" : "immediately"));
    }

    /**
     * A container whose connector is not as the others are.
     *
     * @param change what is done to it before the start
     */
    static TomcatContainer start(String contextPath, Deployment deployment, Consumer<Connector> change)
            throws IOException, LifecycleException {
        LOG.setLevel(Level.OFF);
        Path base = Files.createTempDirectory("tomcat");
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(base.toString());
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", InetAddress.getLoopbackAddress().getHostAddress());
        connector.setProperty("relaxedPathChars", "\"<>[\\]^`{|}");
        connector.setProperty("relaxedQueryChars", "\"<>[\\]^`{|}");
        connector.setProperty("maxHttpResponseHeaderSize", "65536");
        connector.setEncodedSolidusHandling("passthrough");
        connector.setThrowOnFailure(true);
        change.accept(connector);
        tomcat.setConnector(connector);
        Context context = tomcat.addContext(contextPath, null);
        context.addServletContainerInitializer((classes, servlets) -> deployment.into(servlets), Set.of());
        tomcat.start();
        return new TomcatContainer(tomcat);
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        if (tomcat.getServer().getState() == LifecycleState.DESTROYED) {
            return;
        }
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }
}
