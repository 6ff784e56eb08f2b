package org.gateway4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ListenerPairTest {

    private static final GatewayRequest REQUEST = GatewayRequest.get("/").build();

    private final List<String> told = new ArrayList<>();

    /** Writes down each call and its arguments. */
    private GatewayListener recorder(String name) {
        return (GatewayListener) Proxy.newProxyInstance(
                GatewayListener.class.getClassLoader(),
                new Class<?>[] {GatewayListener.class},
                (self, call, values) -> {
                    told.add(name + " " + call.getName() + Arrays.toString(values));
                    return null;
                });
    }

    static Stream<Method> events() {
        return Stream.of(GatewayListener.class.getMethods()).filter(method -> method.getReturnType() == void.class);
    }

    private static Object value(Class<?> type) {
        if (type == long.class) {
            return 7L;
        }
        if (type == int.class) {
            return 200;
        }
        if (type == boolean.class) {
            return true;
        }
        if (type == String.class) {
            return "text";
        }
        if (type == GatewayListener.CloseReason.class) {
            return GatewayListener.CloseReason.IDLE;
        }
        return type == GatewayRequest.class ? REQUEST : new BackendBusyException("test", Phase.ACQUIRE, "busy", null);
    }

    @ParameterizedTest
    @MethodSource("events")
    void bothAreToldOfEverythingInOrder(Method event) throws Exception {
        Object[] values = Stream.of(event.getParameterTypes())
                .map(ListenerPairTest::value)
                .toArray();
        event.invoke(new ListenerPair(recorder("first"), recorder("second")), values);
        String call = event.getName() + Arrays.toString(values);
        assertEquals(List.of("first " + call, "second " + call), told);
    }

    @Test
    void theSecondIsToldEvenIfTheFirstThrows() {
        IllegalStateException thrown = new IllegalStateException("broken");
        GatewayListener broken = new GatewayListener() {
            @Override
            public void requestStarted(GatewayRequest request) {
                throw thrown;
            }
        };
        GatewayListener both = broken.andThen(recorder("second"));
        assertSame(thrown, assertThrows(IllegalStateException.class, () -> both.requestStarted(REQUEST)));
        assertEquals(1, told.size());
    }

    @Test
    void whatBothThrowIsKept() {
        IllegalStateException first = new IllegalStateException("first");
        IllegalStateException second = new IllegalStateException("second");
        GatewayListener both = throwing(first).andThen(throwing(second));
        assertSame(first, assertThrows(IllegalStateException.class, () -> both.requestStarted(REQUEST)));
        assertSame(second, first.getSuppressed()[0]);
    }

    private static GatewayListener throwing(RuntimeException e) {
        return new GatewayListener() {
            @Override
            public void requestStarted(GatewayRequest request) {
                throw e;
            }
        };
    }
}
