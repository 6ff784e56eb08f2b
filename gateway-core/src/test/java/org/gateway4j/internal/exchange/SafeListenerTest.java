package org.gateway4j.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gateway4j.GatewayListener;
import org.gateway4j.ListenerEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SafeListenerTest {

    static Stream<ListenerEvent> events() {
        return ListenerEvent.all();
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyEventReachesTheListenerAndNothingThatItThrowsComesBack(ListenerEvent event) throws Exception {
        List<String> told = new ArrayList<>();
        GatewayListener safe = SafeListener.of(ListenerEvent.recorder(call -> {
            told.add(call);
            throw new IllegalStateException("thrown on purpose");
        }));
        event.tell(safe);
        assertEquals(List.of(event.toString()), told);
    }
}
