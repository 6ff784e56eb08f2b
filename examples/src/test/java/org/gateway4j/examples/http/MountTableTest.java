package org.gateway4j.examples.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MountTableTest {

    private static final Mount NOTHING = (request, reply) -> {};

    private final MountTable table = new MountTable(Map.of("/shop", NOTHING, "", NOTHING, "/shop/admin", NOTHING));

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
        "/shop;jsessionid=1, /shop",
        "/shop;a/b, /shop",
        "/shop/admin;a;b, /shop/admin",
        "/;, ''",
        "/shop/a/../b, /shop",
        "/shop//a, /shop",
        "/shop/a%2Fb, /shop",
        "/shop/a%2Fb%5Cc, /shop",
        "/shop/a%2F.b.\\...c, /shop",
        "/shop/a%3Fb, /shop",
        "/shop/../shop/a, /shop",
        "/a/../b, ''"
    })
    void theLongestPathWinsByWholeSegments(String path, String prefix) throws RequestRejectedException {
        assertEquals(Optional.of(prefix), table.find(path).map(MountTable.Entry::prefix));
    }

    /** Mounts would guard nothing if one of them could be asked for what is another's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%73hop",
                "//shop",
                "/./shop",
                "/;/shop",
                "/x/../shop",
                "/x/%2e%2e/shop/admin",
                "/x/..;/shop",
                "/shop/../x",
                "/shop/%2E%2e/x",
                "/shop//../x",
                "/shop/;/../x",
                "/shop/..;/x",
                "/shop/a/..;/..;/x",
                "/shop/%61dmin",
                "/shop//admin",
                "/shop/./admin",
                "/shop/a/../admin/x",
                "/shop;a/../x",
                "/shop%2Fadmin",
                "/shop%5cadmin",
                "/shop/..%2fx",
                "/shop/admin/../x",
                "/shop/admin%2f..%2fx",
                "/shop/a%2fb\\..\\..\\manager",
                "/shop/a%2fb%5C..%5C..%5Cmanager",
                "/shop/a%5cb%2f..",
                "/shop/a;p\\..;q\\..\\x",
                "/shop/a/../b%2Fc",
                "/shop/%2e/b\\c",
                "/shop/.\\b",
                "/shop/../../shop",
                "/shop/%zz"
            })
    void aPathThatCanBeReadAsAnotherMountsIsRefused(String path) {
        RequestRejectedException refusal = assertThrows(RequestRejectedException.class, () -> table.find(path));

        assertEquals(Reason.BAD_REQUEST, refusal.reason());
    }

    @Test
    void aPathBelowNoMountFindsNothing() throws RequestRejectedException {
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
