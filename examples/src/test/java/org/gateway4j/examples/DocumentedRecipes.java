package org.gateway4j.examples;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.gateway4j.Endpoint;
import org.gateway4j.ExchangeFacts;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayListener;
import org.gateway4j.GatewayRequest;
import org.gateway4j.PoolConfig;
import org.gateway4j.SendfileRoots;
import org.gateway4j.Spooling;
import org.gateway4j.Timeouts;
import org.gateway4j.ajp.AjpGateway;
import org.gateway4j.cgi.CgiGateway;
import org.gateway4j.cgi.CgiScriptMapper;
import org.gateway4j.cgi.ProcessConfig;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.host.DenyRules;
import org.gateway4j.host.HostConfig;
import org.gateway4j.host.Mount;
import org.gateway4j.host.Mounts;
import org.gateway4j.host.jdk.GatewayHandler;
import org.gateway4j.script.ScriptMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The code of the guide's pages on starting, recipes, sizing and operating. */
final class DocumentedRecipes {

    private static final Logger LOG = LoggerFactory.getLogger(DocumentedRecipes.class);

    private DocumentedRecipes() {}

    static Mounts start() {
        Gateway blog = FastCgiGateway.builder(Endpoint.parse("unix:/run/php/php-fpm.sock"))
                .scripts(ScriptMapper.documentRoot(Path.of("/srv/blog")))
                .pool(PoolConfig.of(20))
                .build();
        Gateway shop = AjpGateway.builder(Endpoint.tcp("127.0.0.1", 8009))
                .secret("changeit")
                .build();
        Mounts mounts =
                Mounts.builder().mount("/blog", blog).mount("/shop", shop).build();
        return mounts;
    }

    static Gateway programs() {
        Gateway tools = CgiGateway.builder(CgiScriptMapper.directory(Path.of("/usr/lib/cgi-bin")))
                .inherit("PATH", "LANG")
                .processes(ProcessConfig.of(8))
                .build();
        return tools;
    }

    static HttpServer host(Mounts mounts) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080), 0);
        server.createContext("/", new GatewayHandler(mounts));
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        return server;
    }

    static Mounts wordpress() {
        Gateway wordpress = FastCgiGateway.builder(Endpoint.parse("unix:/run/php/php-fpm.sock"))
                .scripts(ScriptMapper.documentRoot(Path.of("/srv/wordpress")).frontController("/index.php"))
                .pool(PoolConfig.of(20))
                .build();
        Mounts mounts = Mounts.builder()
                .mount(Mount.of("/", wordpress)
                        .denyRules(DenyRules.of("wp-config.php", ".ht*", "/wp-content/uploads/**/*.php")))
                .build();
        return mounts;
    }

    static Gateway uploads() {
        Gateway uploads = FastCgiGateway.builder(Endpoint.parse("unix:/run/php/php-fpm.sock"))
                .scripts(ScriptMapper.documentRoot(Path.of("/srv/upload")))
                .spooling(Spooling.defaults()
                        .withMode(Spooling.Mode.ALL)
                        .withMaxBytes(2L << 30)
                        .withMaxTotalBytes(8L << 30))
                .sendfileRoots(SendfileRoots.none()
                        .sendfile(Path.of("/srv/files"))
                        .accel("/protected/", Path.of("/srv/files")))
                .build();
        return uploads;
    }

    static Gateway sized() {
        Gateway shop = FastCgiGateway.builder(Endpoint.tcp("10.0.0.5", 9000))
                .scripts(ScriptMapper.documentRoot(Path.of("/srv/shop")).withoutFileChecks())
                .pool(PoolConfig.of(29).withMaxWaiters(96))
                .timeouts(Timeouts.defaults().withAcquire(Duration.ofSeconds(2)).withHead(Duration.ofSeconds(30)))
                .spooling(Spooling.defaults().withMode(Spooling.Mode.ALL).withMaxTotalBytes(4L << 30))
                .build();
        return shop;
    }

    static HostConfig accessLog() {
        HostConfig config = HostConfig.defaults()
                .accessLog(event -> LOG.info(
                        "{} {} {} {} {}",
                        event.method(),
                        event.status(),
                        event.bytes(),
                        event.duration(),
                        event.gateway()));
        return config;
    }

    static GatewayListener events() {
        GatewayListener slow = new GatewayListener() {
            @Override
            public void exchangeEnded(GatewayRequest request, ExchangeFacts facts) {
                if (facts.nanos() > 1_000_000_000L) {
                    LOG.warn("{} {} took {} ms", request.method(), request.path(), facts.nanos() / 1_000_000);
                }
            }
        };
        return slow;
    }

    static void stop(HttpServer server, Gateway gateway) throws InterruptedException {
        boolean finished = gateway.drain(Duration.ofSeconds(30));
        if (!finished) {
            LOG.warn("{} requests are cut off", gateway.stats().inUse());
        }
        server.stop(0);
        gateway.close();
    }
}
