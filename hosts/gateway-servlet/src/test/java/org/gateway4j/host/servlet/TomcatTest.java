package org.gateway4j.host.servlet;

/** Servlets and filters in Tomcat. */
class TomcatTest extends ContainerCases {

    @Override
    Container start(String contextPath, Deployment deployment) throws Exception {
        return TomcatContainer.start(contextPath, deployment);
    }

    @Override
    boolean closesAfterAnEarlyAnswer() {
        return false;
    }
}
