package org.gateway4j.cgi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.gateway4j.cgi.ProcessAttributes;
import org.gateway4j.cgi.ResourceLimit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class WrapperCommandTest {

    private static final ProcessAttributes INHERITED = ProcessAttributes.inherited();

    private static final List<String> LIMITS = List.of(
            "Limit                     Soft Limit           Hard Limit           Units     ",
            "Max cpu time              unlimited            unlimited            seconds   ",
            "Max open files            1024                 4096                 files     ");

    private static final HostRights ROOT = new HostRights(List.of("CapEff:\t000001ffffffffff"), LIMITS);
    private static final HostRights ANYONE = new HostRights(List.of("CapEff:\t0000000000000000"), LIMITS);

    private static void assertRefused(String message, ProcessAttributes attributes, HostRights rights) {
        IllegalStateException refusal =
                assertThrows(IllegalStateException.class, () -> WrapperCommand.of(attributes, rights));
        assertTrue(refusal.getMessage().contains(message), refusal::getMessage);
    }

    @Test
    void inheritedAttributesNeedNoProgram() {
        assertEquals(List.of(), WrapperCommand.of(INHERITED, ANYONE));
    }

    @Test
    void limitsComeBeforeTheUserAndTheMaskLast() {
        List<String> words = WrapperCommand.of(
                INHERITED
                        .withNice(3)
                        .withLimit(ResourceLimit.OPEN_FILES, 10_000)
                        .withUser("root", "root")
                        .withUmask(0007),
                ROOT);
        assertEquals(
                List.of(
                        "/usr/bin/nice",
                        "-n",
                        "3",
                        "/usr/bin/prlimit",
                        "--nofile=10000:10000",
                        "/usr/bin/setpriv",
                        "--reuid=root",
                        "--regid=root",
                        "--init-groups",
                        "/usr/bin/sh",
                        "-c",
                        "umask 07 && exec \"$@\"",
                        "sh"),
                words);
    }

    @Test
    void limitsAboveTheHardOneNeedARight() {
        assertEquals(
                2,
                WrapperCommand.of(INHERITED.withLimit(ResourceLimit.OPEN_FILES, 4096), ANYONE)
                        .size());
        assertEquals(
                2,
                WrapperCommand.of(INHERITED.withLimit(ResourceLimit.CPU_SECONDS, Long.MAX_VALUE), ANYONE)
                        .size());
        assertRefused(
                "processes.attributes.limits.OPEN_FILES is 4097: the hard limit of this process is 4096",
                INHERITED.withLimit(ResourceLimit.OPEN_FILES, 4097),
                ANYONE);
    }

    @Test
    void anotherUserNeedsARight() {
        assertRefused(
                "processes.attributes.user is root: this process must not change its user",
                INHERITED.withUser("root", "root"),
                ANYONE);
    }

    @Test
    void unknownNamesAreRefused() {
        assertRefused(
                "processes.attributes.user is no-such-user: the system knows no such user",
                INHERITED.withUser("no-such-user", "root"),
                ROOT);
        assertRefused(
                "processes.attributes.group is no-such-group: the system knows no such group",
                INHERITED.withUser("root", "no-such-group"),
                ROOT);
    }

    @Test
    void thisProcessHasLimits() {
        assertTrue(Long.compareUnsigned(HostRights.ofThisProcess().hardLimit(ResourceLimit.OPEN_FILES), 3) >= 0);
    }
}
