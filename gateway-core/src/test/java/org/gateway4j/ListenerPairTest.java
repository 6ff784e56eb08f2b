package org.gateway4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ListenerPairTest {

    private static final GatewayRequest REQUEST = GatewayRequest.get("/").build();

    private final List<String> told = new ArrayList<>();

    private GatewayListener recorder(String name) {
        return ListenerEvent.recorder(call -> told.add(name + " " + call));
    }

    static Stream<ListenerEvent> events() {
        return ListenerEvent.all();
    }

    @ParameterizedTest
    @MethodSource("events")
    void bothAreToldOfEverythingInOrder(ListenerEvent event) throws Exception {
        event.tell(new ListenerPair(recorder("first"), recorder("second")));
        assertEquals(List.of("first " + event, "second " + event), told);
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
