package org.gateway4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which part may know which. */
class ArchitectureTest {

    /** Those of this module alone; tests run in its directory. */
    private static final JavaClasses CLASSES = new ClassFileImporter().importPath("target/classes");

    private static DescribedPredicate<JavaClass> inAnyPackage(String... packages) {
        return JavaClass.Predicates.resideInAnyPackage(packages);
    }

    private static DescribedPredicate<JavaClass> named(Class<?>... types) {
        Set<Class<?>> wanted = Set.of(types);
        return DescribedPredicate.describe("named", type -> wanted.stream().anyMatch(type::isEquivalentTo));
    }

    private static final DescribedPredicate<JavaClass> CLOCKS = DescribedPredicate.or(
            named(System.class),
            JavaClass.Predicates.resideInAPackage("java.time..")
                    .and(DescribedPredicate.not(named(java.time.Duration.class))));

    private static final DescribedPredicate<JavaClass> CHANNELS =
            JavaClass.Predicates.implement(java.nio.channels.Channel.class);

    /** What a host sees does not depend on how it is done. */
    @Test
    void theModelKnowsNoImplementation() {
        noClasses()
                .that()
                .resideInAPackage("org.gateway4j")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.gateway4j.internal..")
                .check(CLASSES);
    }

    /** Protocols and what they share are bytes only, apart from the addresses that they print. */
    @Test
    void protocolsKnowNoSocketsThreadsClocksOrLoggers() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.gateway4j.internal.protocol", "org.gateway4j.internal.http", "org.gateway4j.internal.cgi")
                .should()
                .dependOnClassesThat(inAnyPackage(
                                "java.net..",
                                "java.nio.channels..",
                                "java.nio.file..",
                                "java.util.concurrent..",
                                "org.slf4j..")
                        .and(DescribedPredicate.not(named(InetAddress.class, InetSocketAddress.class)))
                        .or(named(Thread.class))
                        .or(CLOCKS))
                .check(CLASSES);
    }

    /** The rules of an exchange hold for any driver. */
    @Test
    void theRulesOfAnExchangeKnowNoDriver() {
        noClasses()
                .that()
                .resideInAPackage("org.gateway4j.internal.exchange")
                .should()
                .dependOnClassesThat(inAnyPackage(
                                "java.net..", "org.gateway4j.internal.blocking", "org.gateway4j.internal.eventloop")
                        .or(CHANNELS))
                .check(CLASSES);
    }

    /** Each floor knows those below only. */
    @Test
    void noFloorKnowsThoseAbove() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("drivers")
                .definedBy("org.gateway4j.internal.blocking", "org.gateway4j.internal.eventloop")
                .layer("requests")
                .definedBy("org.gateway4j.internal.script")
                .layer("rules")
                .definedBy("org.gateway4j.internal.exchange")
                .layer("means")
                .definedBy("org.gateway4j.internal.cgi", "org.gateway4j.internal.body", "org.gateway4j.internal.pool")
                .layer("ground")
                .definedBy(
                        "org.gateway4j.internal.http",
                        "org.gateway4j.internal.protocol",
                        "org.gateway4j.internal.files",
                        "org.gateway4j.internal.process",
                        "org.gateway4j.internal.wire")
                .whereLayer("drivers")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("requests")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("rules")
                .mayOnlyBeAccessedByLayers("drivers", "requests")
                .whereLayer("means")
                .mayOnlyBeAccessedByLayers("drivers", "requests", "rules")
                .check(CLASSES);
    }

    /** The pool keeps connections of any kind and has its clock given. */
    @Test
    void thePoolKnowsNoSocketsThreadsClocksOrLoggers() {
        noClasses()
                .that()
                .resideInAPackage("org.gateway4j.internal.pool")
                .should()
                .dependOnClassesThat(inAnyPackage("java.net..", "java.nio.channels..", "org.slf4j..")
                        .or(named(Thread.class))
                        .or(named(System.class)))
                .check(CLASSES);
    }

    /** The wire for threads that block, the links for the loop. */
    @Test
    void onlyTheWireAndTheLinksOpenSockets() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.gateway4j.internal.wire")
                .and()
                .haveNameNotMatching("org\\.gateway4j\\.async\\.(Selector|Lent)Link(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.nio.channels.SocketChannel")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.Socket")
                .check(CLASSES);
    }

    @Test
    void onlyTheShellStartsProcesses() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.gateway4j.internal.process.Shell")
                .should()
                .callMethod(ProcessBuilder.class, "start")
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("org.gateway4j.internal.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}
