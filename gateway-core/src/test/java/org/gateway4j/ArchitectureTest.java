package org.gateway4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which part may know which. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.gateway4j");

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

    /** The rules of CGI are bytes only, apart from the addresses that they print. */
    @Test
    void cgiKnowsNoSocketsThreadsClocksOrLoggers() {
        noClasses()
                .that()
                .resideInAPackage("org.gateway4j.internal.cgi")
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

    @Test
    void onlyTheWireOpensSockets() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.gateway4j.internal.wire")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.nio.channels.SocketChannel")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.Socket")
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
