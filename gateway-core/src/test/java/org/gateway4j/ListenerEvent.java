package org.gateway4j;

import static org.mockito.Mockito.mock;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** An event of {@link GatewayListener} with some values, for those that pass all events on. */
public final class ListenerEvent {

    private static final GatewayRequest REQUEST = GatewayRequest.get("/").build();

    private final Method method;
    private final Object[] values;

    private ListenerEvent(Method method) {
        this.method = method;
        this.values =
                Stream.of(method.getParameterTypes()).map(ListenerEvent::value).toArray();
    }

    /** All that there are. */
    public static Stream<ListenerEvent> all() {
        return Stream.of(GatewayListener.class.getMethods())
                .filter(method -> method.getReturnType() == void.class)
                .map(ListenerEvent::new);
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
        if (type == ExchangeFacts.class) {
            return mock(ExchangeFacts.class);
        }
        return type == GatewayRequest.class ? REQUEST : new BackendBusyException("test", Phase.ACQUIRE, "busy", null);
    }

    /** A listener that says which events it is told, in the words of {@link #toString}. */
    public static GatewayListener recorder(Consumer<String> told) {
        return (GatewayListener) Proxy.newProxyInstance(
                GatewayListener.class.getClassLoader(),
                new Class<?>[] {GatewayListener.class},
                (self, call, values) -> {
                    told.accept(text(call, values));
                    return null;
                });
    }

    /** Tells a listener. */
    public void tell(GatewayListener listener) throws ReflectiveOperationException {
        method.invoke(listener, values);
    }

    private static String text(Method method, Object[] values) {
        return method.getName() + Arrays.toString(values);
    }

    @Override
    public String toString() {
        return text(method, values);
    }
}
