package org.gateway4j.examples.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.gateway4j.contract.example.RunningExample;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Netty, as the README of the example starts it, in front of a Tomcat. */
class NettyTomcatIT {

    private static final String SECRET = "s3cret";

    @TempDir
    Path directory;

    private final Tomcat tomcat = new Tomcat();
    private final Connector connector = new Connector("AJP/1.3");

    @BeforeEach
    void startTomcat() throws Exception {
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("secret", SECRET);
        tomcat.setSilent(true);
        tomcat.setBaseDir(directory.toString());
        tomcat.getService().addConnector(connector);
        tomcat.addContext("/shop", directory.toString())
                .addServletContainerInitializer(
                        (classes, context) -> context.addServlet("greeting", new GreetingServlet())
                                .addMapping("/*"),
                        null);
        tomcat.start();
    }

    @AfterEach
    void stopTomcat() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }

    @Test
    void answersWithTheServletOfTheApplication() throws Exception {
        RunningExample example = RunningExample.start(
                directory.resolve("example.log"),
                Map.of("tomcat", "127.0.0.1:" + connector.getLocalPort(), "secret", SECRET));
        try {
            HttpResponse<String> answer = example.get("/shop/basket?item=7");

            assertEquals("Tomcat answers /shop/basket?item=7", answer.body());
            assertEquals(200, answer.statusCode());
        } finally {
            example.stop();
        }
    }
}
