package org.gateway4j.host.servlet;

import org.junit.jupiter.api.Tag;

/** Servlets and filters in Jetty. */
@Tag("servlet-6.0")
class JettyTest extends ContainerCases {

    @Override
    Container start(String contextPath, Deployment deployment) throws Exception {
        return JettyContainer.start(contextPath, deployment);
    }

    @Override
    boolean closesAfterAnEarlyAnswer() {
        return true;
    }
}
