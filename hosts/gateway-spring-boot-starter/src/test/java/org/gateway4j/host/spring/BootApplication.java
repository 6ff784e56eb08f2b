package org.gateway4j.host.spring;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.gateway4j.PoolStats;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** A Spring Boot application on a port of its own. */
final class BootApplication implements AutoCloseable {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Empty {}

    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;

    private BootApplication(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static BootApplication start(WebApplicationType type, String[] route, String... more) {
        SpringApplication application = new SpringApplication(Empty.class);
        application.setWebApplicationType(type);
        application.setRegisterShutdownHook(false);
        return new BootApplication(application.run(Stream.of(
                        new String[] {
                            "--server.port=0",
                            "--server.address=127.0.0.1",
                            "--spring.main.banner-mode=off",
                            "--management.endpoints.web.exposure.include=health,metrics",
                            "--management.endpoint.health.show-details=always"
                        },
                        route,
                        more)
                .flatMap(Stream::of)
                .toArray(String[]::new)));
    }

    InetSocketAddress address() {
        int port = ((WebServerApplicationContext) context).getWebServer().getPort();
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    PoolStats stats() {
        return context.getBean(GatewayRoutes.class).list().get(0).stats();
    }

    String get(String path) throws IOException, InterruptedException {
        return send(request(path)).body();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address().getPort() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<InputStream> open(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    @Override
    public void close() {
        context.close();
    }
}
