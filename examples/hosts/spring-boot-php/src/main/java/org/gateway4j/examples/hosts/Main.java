package org.gateway4j.examples.hosts;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A PHP application in Spring Boot. The route is in application.yaml. */
@SpringBootApplication
public class Main {

    /**
     * Starts it.
     *
     * @param arguments properties, such as {@code --server.port=8081}
     */
    public static void main(String[] arguments) {
        SpringApplication.run(Main.class, arguments);
    }
}
