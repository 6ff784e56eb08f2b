package org.gateway4j.host;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** Which part may know which. */
class ArchitectureTest {

    /** Those of this module alone; tests run in its directory. */
    private static final JavaClasses CLASSES = new ClassFileImporter().importPath("target/classes");

    /** Whoever brings a gateway of their own is served as well. */
    @Test
    void ofCoreItKnowsThePublicApiAlone() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.gateway4j.internal..",
                        "org.gateway4j.script..",
                        "org.gateway4j.fastcgi..",
                        "org.gateway4j.ajp..",
                        "org.gateway4j.cgi..")
                .check(CLASSES);
    }

    @Test
    void itOpensNoSocketsAndStartsNoThreads() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.net\\.(Server)?Socket|java\\.nio\\.channels\\..*Socket.*|java\\.lang\\.Thread")
                .check(CLASSES);
    }
}
