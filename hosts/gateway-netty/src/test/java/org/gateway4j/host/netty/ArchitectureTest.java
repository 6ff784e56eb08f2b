package org.gateway4j.host.netty;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** Which part may know which. */
class ArchitectureTest {

    private static final JavaClasses ALL = new ClassFileImporter().importPath("target/classes");

    @Test
    void anAdapterKnowsTheHostModuleAndThePublicApi() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.net.ssl..",
                        "io.netty..",
                        "org.jspecify.annotations..",
                        "org.slf4j",
                        "org.gateway4j",
                        "org.gateway4j.async",
                        "org.gateway4j.host",
                        "org.gateway4j.host.netty",
                        "org.gateway4j.internal.wire",
                        "org.gateway4j.internal.eventloop")
                .check(ALL);
    }

    /** The loop is of use without HTTP. */
    @Test
    void theLoopKnowsNothingOfHttp() {
        noClasses()
                .that()
                .haveSimpleNameStartingWith("NettyL")
                .or()
                .haveSimpleNameEndingWith("Socket")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty.handler..", "org.gateway4j.host")
                .check(ALL);
    }
}
