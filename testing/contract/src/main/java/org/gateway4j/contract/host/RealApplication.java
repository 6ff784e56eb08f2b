package org.gateway4j.contract.host;

/** The real applications behind a host. Both answer the same paths in the same way. */
enum RealApplication {
    /** Scripts in PHP-FPM. */
    PHP("/php", ".php"),
    /** Servlets in Tomcat. */
    TOMCAT("/tomcat", "");

    private final String mount;
    private final String extension;

    RealApplication(String mount, String extension) {
        this.mount = mount;
        this.extension = extension;
    }

    String mount() {
        return mount;
    }

    /** The path of one of its programs. */
    String path(String program) {
        return mount + "/" + program + extension;
    }
}
