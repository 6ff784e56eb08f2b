package org.gateway4j.examples.hosts;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.startup.Tomcat;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.host.Mounts;
import org.gateway4j.host.servlet.GatewayServlet;
import org.gateway4j.script.ScriptMapper;

/** A PHP application as a servlet of Tomcat. */
final class Main {

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(System.getProperty("port", "8080"));
        Gateway php = FastCgiGateway.builder(Endpoint.parse(System.getProperty("php", "unix:/run/php/php-fpm.sock")))
                .scripts(ScriptMapper.documentRoot(Path.of(System.getProperty("root", "/srv/www")))
                        .frontController("/index.php"))
                .build();
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
        tomcat.setPort(port);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.addContext("", null)
                .addServletContainerInitializer(
                        (classes, context) -> context.addServlet("apps", new GatewayServlet(Mounts.of(php)))
                                .addMapping("/*"),
                        null);
        tomcat.start();
        tomcat.getServer().await();
    }
}
