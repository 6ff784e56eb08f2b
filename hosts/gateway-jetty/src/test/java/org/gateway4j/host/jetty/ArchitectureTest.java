package org.gateway4j.host.jetty;

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
                        "org.eclipse.jetty..",
                        "org.jspecify.annotations..",
                        "org.gateway4j",
                        "org.gateway4j.async",
                        "org.gateway4j.host",
                        "org.gateway4j.host.jetty")
                .check(new ClassFileImporter().importPath("target/classes"));
    }
}
