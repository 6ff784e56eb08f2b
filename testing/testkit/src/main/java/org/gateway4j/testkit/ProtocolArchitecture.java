package org.gateway4j.testkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds in each module of a protocol with a codec: codec and exchange are bytes only, and no protocol knows another. */
public abstract class ProtocolArchitecture {

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

    private final String root;
    private final String codec;
    private final String[] exchange;
    private final JavaClasses classes;

    /**
     * The rules for a module.
     *
     * @param root its package
     * @param exchange the simple names of the classes that make up the exchange
     */
    protected ProtocolArchitecture(String root, String... exchange) {
        this.root = root;
        this.codec = root + ".internal.codec..";
        this.exchange = exchange;
        this.classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(root);
    }

    @Test
    final void codecIsBytesOnly() {
        knowNothingOfTheWorld(noClasses().that().resideInAPackage(codec)).check(classes);
    }

    @Test
    final void exchangeDoesNoInputOrOutput() {
        DescribedPredicate<JavaClass> ofTheExchange = DescribedPredicate.or(
                Stream.of(exchange).map(name -> simpleName(name)).toList());
        knowNothingOfTheWorld(noClasses().that(ofTheExchange)).check(classes);
    }

    private static ClassesShouldConjunction knowNothingOfTheWorld(GivenClassesConjunction those) {
        return those.should()
                .dependOnClassesThat()
                .resideInAnyPackage(WORLD)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis");
    }

    @Test
    final void dependenciesPointToTheCore() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.slf4j..",
                        "org.jspecify..",
                        "org.gateway4j",
                        "org.gateway4j.async",
                        "org.gateway4j.script",
                        "org.gateway4j.internal..",
                        root + "..")
                .check(classes);
    }

    @Test
    final void codecDoesNotKnowWhoUsesIt() {
        noClasses()
                .that()
                .resideInAPackage(codec)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(root, root + ".internal")
                .check(classes);
    }
}
