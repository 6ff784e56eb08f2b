package org.gateway4j.balancer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.gateway4j.Gateway;
import org.gateway4j.testkit.Messages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes of configuration are refused, each with the name, the value and the limit. */
class BalancerBuilderTest {

    private static MemberSpec<Gateway> spec(String name) {
        return MemberSpec.of(name, new FakeGateway(name, 5));
    }

    private static Arguments wrong(String message, Executable mistake) {
        return Arguments.of(message, mistake);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                wrong(
                        "shop: two members have the name a; names are unique",
                        () -> Balancer.builder().name("shop").member(spec("a")).member(spec("a"))),
                wrong(
                        "member a: weight is -1; it must be within 0 to 65535",
                        () -> spec("a").withWeight(-1)),
                wrong(
                        "member a: weight is 65536; it must be within 0 to 65535",
                        () -> spec("a").withWeight(65_536)),
                wrong(
                        "member a: capacity is 0; it must be positive",
                        () -> spec("a").withCapacity(0)),
                wrong(
                        "member a: tier is -1; it must not be negative",
                        () -> spec("a").withTier(-1)),
                wrong("member a: route is empty", () -> spec("a").withRoute("")),
                wrong("the name of a member is empty", () -> spec("")),
                wrong(
                        "the name of a balancer is empty",
                        () -> Balancer.builder().name("")),
                wrong(
                        "sticky cookie 'JSESSION ID' is not an RFC 9110 token",
                        () -> Affinity.sessionRoute("JSESSION ID", "jsessionid")),
                wrong(
                        "sticky path parameter 'a;b' is not an RFC 9110 token",
                        () -> Affinity.sessionRoute("JSESSIONID", "a;b")),
                wrong(
                        "ejection.failures is 0; it must be within 1 to 1000000",
                        () -> Ejection.defaults().withFailures(0)),
                wrong(
                        "ejection.panicBelow is 1.5; it must be within 0 to 1",
                        () -> Ejection.defaults().withPanicBelow(1.5)),
                wrong(
                        "retries.total is PT0S; it must be positive",
                        () -> Retries.defaults().withTotal(Duration.ZERO)),
                wrong(
                        "queueing.maxWaiting is -1; it must be within 0 to 1000000",
                        () -> Queueing.defaults().withMaxWaiting(-1)),
                wrong(
                        "slowStart.window is PT-1S; it must not be negative",
                        () -> SlowStart.defaults().withWindow(Duration.ofSeconds(-1))),
                wrong(
                        "probing.rise is 0; it must be within 1 to 100",
                        () -> Probing.defaults().withRise(0)),
                wrong(
                        "port of php is 0; it must be within 1 to 65535",
                        () -> EndpointSource.dns("php", 0, Duration.ofSeconds(5))));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsNamedWithItsValueAndLimit(String message, Executable mistake) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, mistake);
        Messages.assertContains(message, refused);
    }

    @Test
    void aBalancerNeedsMembers() {
        assertThrows(IllegalStateException.class, () -> Balancer.builder().build());
    }

    @Test
    void aNameIsTakenAtRunTimeToo() {
        try (Site site = Site.of(5, "a", "b")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> site.balancer().members().add(spec("a")));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> site.balancer().members().set(List.of(spec("c"), spec("c")), Duration.ZERO));
        }
    }

    @Test
    void capacityAndWeightAreThoseOfTheGatewayUnlessSaidOtherwise() {
        try (Site site = Site.of(7, "a").with("b", 7, spec -> spec.withCapacity(3))) {
            assertEquals(7, site.member("a").capacity());
            assertEquals(7, site.member("a").weight());
            assertEquals(3, site.member("b").weight());
            assertEquals(14, site.balancer().stats().limit());
        }
    }
}
