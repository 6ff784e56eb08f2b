package org.gateway4j.host.undertow;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** Which part may know which. */
class ArchitectureTest {

    @Test
    void aHandlerKnowsTheHostModuleAndThePublicApi() {
        classes()
                .that()
                .haveSimpleNameNotStartingWith("Xnio")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.net.ssl..",
                        "io.undertow..",
                        "org.xnio..",
                        "org.slf4j",
                        "org.jspecify.annotations..",
                        "org.gateway4j",
                        "org.gateway4j.async",
                        "org.gateway4j.host",
                        "org.gateway4j.host.undertow")
                .check(new ClassFileImporter().importPath("target/classes"));
    }
}
