package org.gateway4j.examples.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gateway4j.GatewayRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountTableTest {

    private static final Mount NOTHING = (request, reply) -> {};

    @ParameterizedTest
    @CsvSource({
        "/, ''",
        "/x, ''",
        "/shop, /shop",
        "/shop/, /shop",
        "/shop/a/b, /shop",
        "/shopping, ''",
        "/shop/admin, /shop/admin",
        "/shop/admin/x, /shop/admin",
        "/shop/administrator, /shop",
        "/Shop, ''",
        "/%73hop, ''",
        "/shop%2Fadmin, ''",
        "//shop, ''"
    })
    void theLongestPathWinsByWholeSegmentsOfTheRawPath(String path, String prefix) {
        MountTable table = new MountTable(Map.of("/shop", NOTHING, "", NOTHING, "/shop/admin", NOTHING));

        assertEquals(Optional.of(prefix), table.find(path).map(MountTable.Entry::prefix));
    }

    @Test
    void aPathBelowNoMountFindsNothing() {
        assertEquals(Optional.empty(), new MountTable(Map.of("/shop", NOTHING)).find("/other"));
    }

    @Test
    void closesItsMounts() {
        List<String> closed = new ArrayList<>();
        Mount mount = new Mount() {
            @Override
            public void answer(GatewayRequest request, Reply reply) {}

            @Override
            public void close() {
                closed.add("mount");
            }
        };

        new MountTable(Map.of("", mount)).close();

        assertEquals(List.of("mount"), closed);
    }
}
