package org.gateway4j.examples;

import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the jars to their module descriptors; every other test runs on the class path. */
class ModulePathIT {
    private static final Path MODULE_PATH = Path.of(
            Objects.requireNonNull(System.getProperty("gateway4j.modulePath"), "run by Maven, which fills the folder"));

    static Stream<ModuleDescriptor> libraryModules() {
        return ModuleFinder.of(MODULE_PATH).findAll().stream()
                .map(ModuleReference::descriptor)
                .filter(module -> module.name().startsWith("org.gateway4j"));
    }

    @Test
    void everyLibraryModuleIsOnTheModulePath() {
        assertEquals(
                Set.of(
                        "org.gateway4j",
                        "org.gateway4j.ajp",
                        "org.gateway4j.balancer",
                        "org.gateway4j.cgi",
                        "org.gateway4j.fastcgi",
                        "org.gateway4j.host",
                        "org.gateway4j.scgi",
                        "org.gateway4j.supervisor",
                        "org.gateway4j.uwsgi"),
                libraryModules().map(ModuleDescriptor::name).collect(toUnmodifiableSet()));
    }

    @ParameterizedTest
    @MethodSource("libraryModules")
    void exportsItsApiToAllAndInternalsToSiblingsOnly(ModuleDescriptor module) {
        assertFalse(module.isAutomatic(), "no descriptor");
        assertFalse(module.isOpen(), "open to reflection");
        assertTrue(module.opens().isEmpty(), "opens packages");
        assertEquals(
                module.name().equals("org.gateway4j")
                        ? Set.of("org.gateway4j", "org.gateway4j.async", "org.gateway4j.script")
                        : Set.of(module.name()),
                module.exports().stream()
                        .filter(exports -> !exports.isQualified())
                        .map(Exports::source)
                        .collect(toUnmodifiableSet()));
        assertTrue(
                module.exports().stream()
                        .flatMap(exports -> exports.targets().stream())
                        .allMatch(target -> target.startsWith("org.gateway4j.")),
                "exports internals to strangers");
    }

    @ParameterizedTest
    @MethodSource("libraryModules")
    void resolvesWithItsDeclaredDependencies(ModuleDescriptor module) {
        var boot = ModuleLayer.boot();
        var resolved =
                boot.configuration().resolve(ModuleFinder.of(MODULE_PATH), ModuleFinder.of(), Set.of(module.name()));
        var layer = boot.defineModulesWithOneLoader(resolved, ClassLoader.getPlatformClassLoader());

        assertTrue(layer.findModule("org.slf4j").isPresent());
        assertEquals(Set.of(), namesOutsideTheAllowList(resolved));
    }

    @Test
    void javaLinksTheModules() throws IOException, InterruptedException {
        var java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        MODULE_PATH.toString(),
                        "--add-modules",
                        String.join(
                                ",",
                                libraryModules().map(ModuleDescriptor::name).toList()),
                        "--list-modules")
                .redirectErrorStream(true)
                .start();
        var output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, java.waitFor(), output);
        assertTrue(libraryModules().allMatch(module -> output.contains(module.toNameAndVersion() + " file:")), output);
    }

    private static Set<String> namesOutsideTheAllowList(Configuration resolved) {
        return resolved.modules().stream()
                .map(module -> module.name())
                .filter(name -> !name.startsWith("org.gateway4j"))
                .filter(name -> !Set.of("org.slf4j", "org.jspecify").contains(name))
                .collect(toUnmodifiableSet());
    }
}
