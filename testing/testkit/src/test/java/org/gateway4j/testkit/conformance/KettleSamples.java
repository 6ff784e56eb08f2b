package org.gateway4j.testkit.conformance;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes as tests have them, which are read and never run. */
final class KettleSamples {

    private KettleSamples() {}

    static TestScan scan(Class<?>... types) {
        return new TestScan(new ClassFileImporter().importClasses(List.of(types)));
    }

    /** A contract, which is nobody's test by itself. */
    interface Shared {

        @Test
        @Covers({"kettle/boil", "kettle/stop", "pan/fry"})
        default void whistles() {}
    }

    static class Electric implements Shared {

        @ParameterizedTest
        @Covers("kettle/boil")
        @ValueSource(ints = 100)
        void boils(int degrees) {
            throw new AssertionError(degrees);
        }

        @Test
        void shines() {}
    }

    @Covers("kettle/pour")
    static class Pouring {

        @Test
        void slowly() {}

        @Test
        void fast() {}
    }

    /** What kettles are filled from. */
    static class Tap {

        int open() {
            return 1;
        }
    }

    abstract static class Filled {

        final int fill(Tap tap) {
            return tap.open();
        }
    }

    static class Small extends Filled {

        @Test
        @Covers("kettle/boil")
        void fills() {
            fill(new Tap());
        }
    }

    static class Measured extends Small {

        Integer cups;
    }

    static class Broken {

        @Disabled
        @Test
        @Covers("kettle/boil")
        void leaks() {}

        @Covers("kettle/handle")
        void noTest() {}

        @Disabled
        static class Rusty extends Pouring {}
    }
}
