package org.gateway4j.host.vertx;

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
                        "javax.net.ssl..",
                        "io.netty.channel",
                        "io.vertx..",
                        "org.jspecify.annotations..",
                        "org.slf4j",
                        "org.gateway4j",
                        "org.gateway4j.async",
                        "org.gateway4j.host",
                        "org.gateway4j.host.netty",
                        "org.gateway4j.host.vertx")
                .check(ADAPTER);
    }

    /** So a server without routes needs no vertx-web. */
    @Test
    void onlyTheRouteKnowsRouters() {
        noClasses()
                .that()
                .doNotHaveSimpleName("GatewayRoute")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx.ext..")
                .check(ADAPTER);
    }
}
