package org.gateway4j.ajp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.gateway4j.ajp.internal.AjpProtocol;
import org.junit.jupiter.api.Test;

/** The codec and the exchange are bytes only, and no protocol knows another. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.gateway4j.ajp");

    private static final String[] WORLD = {
        "java.io..",
        "java.net..",
        "java.nio.channels..",
        "java.nio.file..",
        "java.time..",
        "java.util.concurrent..",
        "java.util.logging..",
        "org.slf4j..",
        "org.gateway4j.internal.wire..",
        "org.gateway4j.internal.pool.."
    };

    @Test
    void codecIsBytesOnly() {
        noClasses()
                .that()
                .resideInAPackage("org.gateway4j.ajp.internal.codec..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(WORLD)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
    }

    @Test
    void exchangeDoesNoInputOrOutput() {
        noClasses()
                .that()
                .belongToAnyOf(AjpProtocol.class)
                .or()
                .haveSimpleName("AnswerDecoder")
                .or()
                .haveSimpleName("BodyObligation")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(WORLD)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(CLASSES);
    }

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
                        "org.gateway4j.internal..",
                        "org.gateway4j.ajp..")
                .check(CLASSES);
    }

    @Test
    void codecDoesNotKnowWhoUsesIt() {
        noClasses()
                .that()
                .resideInAPackage("org.gateway4j.ajp.internal.codec..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.gateway4j.ajp", "org.gateway4j.ajp.internal")
                .check(CLASSES);
    }
}
