package org.gateway4j.testkit.conformance;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.platform.commons.annotation.Testable;

/** Finds tests and their {@link Covers} in class files. */
final class TestScan {

    private final JavaClasses classes;

    TestScan(JavaClasses classes) {
        this.classes = classes;
    }

    /** The tests that classes run: their own, and those that they inherit. */
    Set<CoveringTest> tests() {
        return classes.stream()
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .flatMap(type -> type.getAllMethods().stream()
                        .filter(TestScan::isTest)
                        .map(method -> test(method, isDisabled(type) || isDisabled(method))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static CoveringTest test(JavaMethod method, boolean disabled) {
        Set<String> covered =
                Stream.of(method, method.getOwner()).flatMap(TestScan::covered).collect(Collectors.toSet());
        return new CoveringTest(name(method.getOwner()), method.getName(), covered, disabled);
    }

    /** Everything that any annotation names, whether a test runs with it or not. */
    Set<String> covered() {
        return Stream.concat(classes.stream(), methods())
                .flatMap(TestScan::covered)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Classes that run a test that covers something and call a method, themselves or inherited, without such a field. */
    List<String> coveringCallers(Class<?> owner, String method, Class<?> field) {
        return classes.stream()
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .filter(type -> type.getAllMethods().stream().anyMatch(this::isCoveringTest))
                .filter(type -> type.getAllMethods().stream().anyMatch(each -> calls(each, owner, method)))
                .filter(type -> type.getAllFields().stream()
                        .noneMatch(each -> each.getRawType().isEquivalentTo(field)))
                .map(TestScan::name)
                .sorted()
                .toList();
    }

    /** A test that classes of others have brought is theirs to look at. */
    private boolean isCoveringTest(JavaMethod method) {
        return isTest(method)
                && classes.contain(method.getOwner().getName())
                && Stream.of(method, method.getOwner())
                        .flatMap(TestScan::covered)
                        .findAny()
                        .isPresent();
    }

    private static boolean calls(JavaMethod caller, Class<?> owner, String method) {
        return caller.getMethodCallsFromSelf().stream()
                .anyMatch(call ->
                        call.getName().equals(method) && call.getTargetOwner().isAssignableTo(owner));
    }

    /** Methods that are annotated and no tests. */
    Collection<String> noTests() {
        return methods()
                .filter(method -> method.isAnnotatedWith(Covers.class) && !isTest(method))
                .map(JavaMethod::getFullName)
                .sorted()
                .toList();
    }

    private Stream<JavaMethod> methods() {
        return classes.stream().flatMap(type -> type.getMethods().stream());
    }

    private static boolean isTest(JavaMethod method) {
        return method.isMetaAnnotatedWith(Testable.class);
    }

    private static boolean isDisabled(JavaMethod method) {
        return method.isAnnotatedWith(Disabled.class) || isDisabled(method.getOwner());
    }

    private static boolean isDisabled(JavaClass type) {
        return Stream.iterate(
                        Optional.of(type), Optional::isPresent, outer -> outer.flatMap(JavaClass::getEnclosingClass))
                .anyMatch(outer -> outer.orElseThrow().isAnnotatedWith(Disabled.class));
    }

    private static Stream<String> covered(CanBeAnnotated annotated) {
        return annotated.isAnnotatedWith(Covers.class) ? Stream.of(covers(annotated)) : Stream.empty();
    }

    private static String[] covers(CanBeAnnotated annotated) {
        return annotated instanceof JavaMethod method
                ? method.getAnnotationOfType(Covers.class).value()
                : ((JavaClass) annotated).getAnnotationOfType(Covers.class).value();
    }

    private static String name(JavaClass type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }
}
