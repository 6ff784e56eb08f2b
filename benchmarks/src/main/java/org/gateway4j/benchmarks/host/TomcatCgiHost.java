package org.gateway4j.benchmarks.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.servlets.CGIServlet;
import org.apache.catalina.startup.Tomcat;

/** Tomcat with one CGI program under every path below {@code /cgi-bin/}. */
final class TomcatCgiHost {

    /** Held, as loggers that nobody holds lose their level. */
    private static final Logger LOG = Logger.getLogger("org.apache");

    private TomcatCgiHost() {}

    static int start(Path program) throws Exception {
        LOG.setLevel(Level.OFF);
        Path base = Files.createDirectories(program.resolveSibling("tomcat"));
        Path scripts = Files.createDirectories(base.resolve("application/WEB-INF/cgi"));
        Files.copy(
                program,
                scripts.resolve("hello"),
                StandardCopyOption.COPY_ATTRIBUTES,
                StandardCopyOption.REPLACE_EXISTING);
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(base.toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        Context context = tomcat.addContext(
                "", base.resolve("application").toAbsolutePath().toString());
        context.setPrivileged(true);
        Wrapper servlet = Tomcat.addServlet(context, "cgi", CGIServlet.class.getName());
        servlet.addInitParameter("cgiPathPrefix", "WEB-INF/cgi");
        servlet.addInitParameter("executable", "");
        context.addServletMapping("/cgi-bin/*", "cgi");
        tomcat.getConnector();
        tomcat.start();
        return tomcat.getConnector().getLocalPort();
    }
}
