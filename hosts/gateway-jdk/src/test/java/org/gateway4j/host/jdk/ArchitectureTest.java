package org.gateway4j.host.jdk;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** Which part may know which. */
class ArchitectureTest {

    @Test
    void anAdapterKnowsTheHostModuleAndThePublicApi() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.net.ssl..",
                        "com.sun.net.httpserver..",
                        "org.jspecify.annotations..",
                        "org.gateway4j",
                        "org.gateway4j.host",
                        "org.gateway4j.host.jdk")
                .check(new ClassFileImporter().importPath("target/classes"));
    }
}
