package org.gateway4j.host.servlet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** Which part may know which. */
class ArchitectureTest {

    private static final JavaClasses ADAPTER = new ClassFileImporter().importPath("target/classes");

    @Test
    void anAdapterKnowsTheHostModuleAndThePublicApi() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "jakarta.servlet..",
                        "org.jspecify.annotations..",
                        "org.slf4j",
                        "org.gateway4j",
                        "org.gateway4j.async",
                        "org.gateway4j.script",
                        "org.gateway4j.fastcgi",
                        "org.gateway4j.ajp",
                        "org.gateway4j.cgi",
                        "org.gateway4j.scgi",
                        "org.gateway4j.uwsgi",
                        "org.gateway4j.host",
                        "org.gateway4j.host.servlet")
                .check(ADAPTER);
    }

    /** So an application needs the library of the protocol that it uses, and no other. */
    @Test
    void onlyTheParametersOfAProtocolKnowIt() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Parameters")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.gateway4j.fastcgi",
                        "org.gateway4j.ajp",
                        "org.gateway4j.cgi",
                        "org.gateway4j.scgi",
                        "org.gateway4j.uwsgi")
                .check(ADAPTER);
    }
}
