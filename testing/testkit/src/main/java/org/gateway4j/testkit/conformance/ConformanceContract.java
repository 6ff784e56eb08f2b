package org.gateway4j.testkit.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.core.importer.Locations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Holds a page below docs/conformance to the catalogue of a module, {@code conformance.txt} beside its test, and to the
 * tests that cover it: the module's own, those of the contract that they inherit, and those of the core.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ConformanceContract {

    /** The property that has the page written before it is compared. */
    private static final String WRITE = "gateway4j.conformance.write";

    /** Tests run in the directory of their module. */
    private static final Path PROJECT = Path.of("..");

    private static final Path PAGES = PROJECT.resolve("docs/conformance");

    private final String name;
    private final Set<String> exhaustive;
    private final Catalogue catalogue;
    private final TestScan scan;
    private final TestScan own;
    private final Coverage coverage;

    /**
     * The checks of a page.
     *
     * @param name the name of the page, with which all begins that annotations name
     * @param exhaustive classes of which each test covers a row
     * @throws IOException if the catalogue or the page cannot be read
     */
    protected ConformanceContract(String name, Class<?>... exhaustive) throws IOException {
        JavaClasses classes = classes();
        this.name = name;
        this.exhaustive = Stream.of(exhaustive).map(Class::getSimpleName).collect(Collectors.toSet());
        this.catalogue = Catalogue.of(catalogueText());
        this.scan = new TestScan(classes);
        this.own =
                new TestScan(classes.that(Predicates.resideInAPackage(getClass().getPackageName() + "..")));
        this.coverage = new Coverage(name, scan.tests());
    }

    private static JavaClasses classes() {
        Stream<Location> own = Stream.of(
                        Path.of("target/test-classes"), PROJECT.resolve("gateway-core/target/test-classes"))
                .map(Location::of);
        Stream<Location> contract = Locations.ofPackage("org.gateway4j.contract").stream();
        return new ClassFileImporter()
                .importLocations(Stream.concat(own, contract).toList());
    }

    private String catalogueText() throws IOException {
        try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream("conformance.txt"))) {
            return new String(file.readAllBytes(), UTF_8);
        }
    }

    /** {@return the ids of all rows, in their order} */
    protected final List<String> rows() {
        return catalogue.rows().map(Row::id).toList();
    }

    /**
     * {@return the classes of the module that cover rows and call a method, yet have no parameter of a type}
     *
     * @param owner the type of the method
     * @param method its name
     * @param parameter the type of a field that says over what the tests run
     */
    protected final List<String> coveringCallers(Class<?> owner, String method, Class<?> parameter) {
        return own.coveringCallers(owner, method, parameter);
    }

    @Test
    final void everyClaimHasATest() {
        List<String> claims = catalogue.rows(Status.CONFORMS).stream()
                .filter(row -> coverage.of(row).isEmpty())
                .map(Row::id)
                .toList();
        assertEquals(List.of(), claims, "rows that claim conformance, which no test covers");
    }

    @Test
    final void everyAnnotationNamesARow() {
        assertEquals(
                List.of(), scan.covered().stream().filter(this::isNoRow).toList(), "named, but there is no such row");
    }

    /** Rows of other pages are theirs to check, if there is such a page. */
    private boolean isNoRow(String covered) {
        int slash = covered.indexOf('/');
        String page = covered.substring(0, Math.max(slash, 0));
        return page.equals(name)
                ? !catalogue.has(covered.substring(slash + 1))
                : !Files.exists(PAGES.resolve(page + ".md"));
    }

    @Test
    final void testsOfTheModuleCoverItsPageOnly() {
        List<String> elsewhere = own.covered().stream()
                .filter(covered -> !covered.startsWith(name + "/"))
                .toList();
        assertEquals(List.of(), elsewhere, "rows of pages that do not show tests of this module");
    }

    @Test
    final void onlyTestsCover() {
        assertEquals(List.of(), scan.noTests());
    }

    @Test
    final void noTestThatCoversIsDisabled() {
        assertEquals(List.of(), coverage.disabled());
    }

    @Test
    final void exhaustiveClassesCoverWithEachTest() {
        assertEquals(List.of(), coverage.uncovering(exhaustive), "tests of cases or advisories, without a row");
    }

    @Test
    final void pageIsUpToDate() throws IOException {
        Path file = PAGES.resolve(name + ".md");
        String text = new ConformancePage(catalogue, coverage).text();
        if (Boolean.getBoolean(WRITE)) {
            Files.createDirectories(PAGES);
            Files.writeString(file, text);
        }
        assertEquals(text, Files.readString(file), () -> file + " is out of date; -D" + WRITE + "=true writes it");
    }
}
