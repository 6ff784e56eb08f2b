package org.gateway4j.benchmarks.comparison;

import io.undertow.Version;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.catalina.util.ServerInfo;
import org.eclipse.jetty.util.Jetty;

/** What a table was made on. */
final class Machine {

    private Machine() {}

    static List<String> facts() throws IOException {
        return List.of(
                "Date: " + LocalDate.now(ZoneOffset.UTC),
                "JDK: " + System.getProperty("java.vm.vendor") + " " + System.getProperty("java.runtime.version"),
                "Machine: " + Runtime.getRuntime().availableProcessors() + " cores, " + processor() + ", "
                        + System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "Peers: Jetty " + Jetty.VERSION + ", Undertow " + Version.getVersionString() + ", "
                        + ServerInfo.getServerInfo());
    }

    private static String processor() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }

    /** How many threads wanted to run in the last minute: with more than the cores, figures are blurred. */
    static String load() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return String.format(Locale.ROOT, "%.1f", load);
    }
}
