package org.gateway4j.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.gateway4j.Gateway;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.async.AsyncGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MountsTest {

    private final Gateway gateway = StubGateway.ofText("");
    private final Mounts mounts = Mounts.builder()
            .mount("/", gateway)
            .mount("/blog", gateway)
            .mount("/blog/admin", gateway)
            .build();
    private final Mounts withoutRoot = Mounts.builder().mount("/blog", gateway).build();

    @ParameterizedTest
    @CsvSource({
        "/, ''",
        "/blo, ''",
        "/blogs, ''",
        "/Blog, ''",
        "/blog, /blog",
        "/blog/, /blog",
        "/blog/x, /blog",
        "/blog;s=1/x, /blog",
        "/blog//x, /blog",
        "/blog/./x, /blog",
        "/blog/x/../y, /blog",
        "/blog/a%2fb, /blog",
        "/blog/%E4%BD%A0, /blog",
        "/blog/administrator, /blog",
        "/blog/admin, /blog/admin",
        "/blog/admin/x, /blog/admin"
    })
    void theLongestPathWins(String path, String prefix) throws Exception {
        assertEquals(prefix, mounts.find(path).prefix());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/blog/../x",
                "/blog/%2e%2e/x",
                "/blog/.%2E/x",
                "/blog/..;/x",
                "/blog/..;a=b/x",
                "/blog/..%2fx",
                "/blog/..%5cx",
                "/blog/..\\x",
                "/blog%2f..%2fx",
                "/x/../blog/y",
                "//blog/x",
                "/./blog",
                "/%62log/x",
                "/blog%2fx",
                "/blog\\x",
                "/blog%3Bx",
                "/blog//admin/x",
                "/blog/%61dmin",
                "/blog/admin/../x",
                "/blog;x/admin",
                "/..",
                "/blog/%zz",
                "/blog/%2",
                "/blog/../../x"
            })
    void whatCanBeReadAsAPathOfAnotherMountIsRefused(String path) {
        RequestRejectedException refusal = assertThrows(RequestRejectedException.class, () -> mounts.find(path));
        assertEquals(400, refusal.suggestedStatus());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/blogs", "/static/x", "*", "/%zz", "/../x", "/static/..%2fblog"})
    void whatNoMountTakesIsLeftToTheHost(String path) throws Exception {
        assertNull(withoutRoot.find(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/static/../blog", "/%62log", "//blog", "/blog/../x"})
    void noPathLeadsIntoAMountOrOutOfIt(String path) {
        assertThrows(RequestRejectedException.class, () -> withoutRoot.find(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"blog", "/a//b", "/a/../b", "/./a", "/a/..", "/a?b", "/a;b", "/%61", "/a b", "/a\\b", "//"})
    void aPathThatIsNoneIsRefusedByName(String path) {
        String message = assertThrows(IllegalArgumentException.class, () -> Mount.of(path, gateway))
                .getMessage();
        assertTrue(message.contains("\"" + path + "\""), message);
    }

    @ParameterizedTest
    @CsvSource({"/shop, /shop", "/shop/, /shop", "/shop/x, /shop", "/shop/blog/x, /shop/blog"})
    void mountsCanBeMovedFurtherDown(String path, String prefix) throws Exception {
        Mounts below = mounts.below("/shop/");
        assertEquals(prefix, below.find(path).prefix());
        assertNull(below.find("/blog/x"));
        assertThrows(IllegalArgumentException.class, () -> mounts.below("shop"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/"})
    void mountsBelowTheRootAreTheSame(String root) throws Exception {
        assertEquals("/blog", mounts.below(root).find("/blog/x").prefix());
    }

    @Test
    void twoMountsHaveTwoPaths() {
        Mounts.Builder builder = Mounts.builder().mount("/blog", gateway);
        assertThrows(IllegalArgumentException.class, () -> builder.mount("/blog/", gateway));
        assertThrows(IllegalArgumentException.class, () -> Mounts.builder().build());
    }

    @Test
    void mountsForEventLoopsKeepTheirSettings() {
        Mount blocking = Mount.of("/blog", gateway).treatment(Mount.Prefix.STRIPPED);
        AsyncGateway other = AsyncGateway.over(gateway, Runnable::run);
        Mounts async =
                Mounts.builder().mount(blocking).mount("/shop", other).build().async(Runnable::run);

        Mount waiting = async.list().get(0);
        assertEquals("/blog", waiting.prefix());
        assertEquals(Mount.Prefix.STRIPPED, waiting.treatment());
        assertTrue(waiting.gateway().isEmpty());
        assertTrue(waiting.asyncGateway().isPresent());
        assertSame(other, async.list().get(1).asyncGateway().orElseThrow());
    }
}
