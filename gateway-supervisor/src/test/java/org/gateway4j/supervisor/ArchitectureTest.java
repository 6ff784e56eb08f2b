package org.gateway4j.supervisor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** The rules know processes, threads and time by interfaces only, so that tests need none of them. */
class ArchitectureTest {

    @Test
    void rulesKnowNoProcessesThreadsClocksOrFiles() {
        noClasses()
                .that()
                .haveNameMatching(".*\\.internal\\.(Slot|Instance|RestartPlan|Recycler)")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.lang\\.(Process.*|Thread|System|Runtime)|java\\.nio\\.(file|channels)\\..*"
                        + "|java\\.util\\.concurrent\\..*Executor.*")
                .check(new ClassFileImporter().importPath("target/classes"));
    }
}
