package org.gateway4j.cgi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** No protocol knows another, only one class starts scripts, and only one thread pool waits for them. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.gateway4j.cgi");

    @Test
    void dependenciesPointToTheCore() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.slf4j..",
                        "org.jspecify..",
                        "org.gateway4j",
                        "org.gateway4j.async",
                        "org.gateway4j.internal..",
                        "org.gateway4j.cgi..")
                .check(CLASSES);
    }

    @Test
    void protocolDoesNoInputOrOutput() {
        noClasses()
                .that()
                .haveSimpleName("CgiProtocol")
                .or()
                .haveSimpleName("IndexedQuery")
                .or()
                .haveSimpleName("NativeText")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..", "java.net..", "java.nio.channels..", "java.util.concurrent..", "org.slf4j..")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(CLASSES);
    }

    @Test
    void processesAreStartedInOnePlace() {
        noClasses()
                .that()
                .doNotHaveSimpleName("Launcher")
                .should()
                .callMethod(ProcessBuilder.class, "start")
                .check(CLASSES);
    }

    @Test
    void resolversKnowNoProcesses() {
        noClasses()
                .that()
                .haveSimpleNameStartingWith("Script")
                .and()
                .resideInAPackage("org.gateway4j.cgi")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.gateway4j.cgi.internal")
                .check(CLASSES);
    }
}
