package org.gateway4j.host.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayListener;
import org.gateway4j.GatewayRequest;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.async.SelectorLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A route that is refused leaves nothing open. */
class RouteFactoryTest {

    private final List<Gateway> blocking = new ArrayList<>();
    private final List<AsyncGateway> async = new ArrayList<>();
    private final StaticListableBeanFactory beans = new StaticListableBeanFactory();
    private int endedWatches;

    /** Remembers the gateways, and how many of its watches are over. */
    private final class Recording implements Instrumentation {

        @Override
        public Watch watch(String route) {
            return new Watch() {
                @Override
                public GatewayListener listener() {
                    return new GatewayListener() {};
                }

                @Override
                public Gateway watched(Gateway gateway) {
                    blocking.add(gateway);
                    return gateway;
                }

                @Override
                public AsyncGateway watched(AsyncGateway gateway) {
                    async.add(gateway);
                    return gateway;
                }

                @Override
                public void close() {
                    endedWatches++;
                }
            };
        }
    }

    private static RouteProperties route(String key, String value) {
        Map<String, String> properties = new HashMap<>();
        properties.put("route.path", "/app");
        properties.put("route.target", "scgi:127.0.0.1:4000");
        properties.put("route." + key, value);
        return new Binder(new MapConfigurationPropertySource(properties))
                .bind("route", RouteProperties.class)
                .get();
    }

    private void refuse(RouteFactory.Kind kind, RouteProperties wrong) {
        beans.addBean("recording", new Recording());
        assertThatThrownBy(() -> new RouteFactory(kind, beans).route("0", wrong))
                .isInstanceOf(InvalidGatewayPropertyException.class);
    }

    @ParameterizedTest
    @CsvSource({"path, /a/../b", "response-headers.set.[X Bad], x"})
    void closesAGatewayWhoseMountIsRefused(String key, String value) {
        refuse(RouteFactory.Kind.BLOCKING, route(key, value));

        assertThat(blocking).hasSize(1);
        assertThatThrownBy(
                        () -> blocking.get(0).dispatch(GatewayRequest.get("/").build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThat(endedWatches).isEqualTo(1);
    }

    @Test
    void closesAGatewayForLoopsWhoseMountIsRefused() {
        refuse(RouteFactory.Kind.ASYNC, route("path", "/a/../b"));

        assertThat(async).hasSize(1);
        try (SelectorLoop loop = SelectorLoop.start("refused")) {
            assertThatThrownBy(() -> async.get(0).send(GatewayRequest.get("/").build(), loop))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
        }
        assertThat(endedWatches).isEqualTo(1);
    }

    @Test
    void endsTheWatchesOfAGatewayThatIsNotBuilt() {
        beans.addBean("recording", new Recording());
        beans.addBean("refusing", (Instrumentation) name -> {
            throw new IllegalStateException(name + " cannot be watched");
        });

        assertThatThrownBy(() -> new RouteFactory(RouteFactory.Kind.BLOCKING, beans).route("0", route("name", "app")))
                .hasMessage("app cannot be watched");
        assertThat(endedWatches).isEqualTo(1);
    }
}
