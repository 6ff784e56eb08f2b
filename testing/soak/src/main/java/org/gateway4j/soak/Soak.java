package org.gateway4j.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.gateway4j.Endpoint;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.backends.Installed;
import org.gateway4j.testkit.backends.PhpFpm;
import org.gateway4j.testkit.processes.JavaProgram;
import org.jspecify.annotations.Nullable;

/**
 * Does anything hang, mix up, get lost or pile up in the long run? Loads gateways at their caps for some minutes, with
 * applications that fail at random and a real PHP-FPM, where installed, that recycles its workers and reloads.
 *
 * <pre>
 * java -Xmx256m -jar testing/soak/target/soak.jar [SECONDS] [REPORT]
 * </pre>
 *
 * <p>SECONDS defaults to 600, REPORT to {@code soak.md}. Exits with 1 unless all was clean.
 */
public final class Soak {

    private static final int CONNECTIONS = 8;
    private static final int CALLERS = 12;
    private static final int WORKERS = 4;
    private static final PhpFpm.Settings PHP =
            PhpFpm.Settings.of(Transport.UNIX).children(WORKERS).with("pm.max_requests = 100");
    private static final int SAMPLES = 20;
    private static final Duration RELOAD = Duration.ofSeconds(15);
    private static final Duration LONGEST_END = Duration.ofSeconds(40);

    private final Tally tally = new Tally();
    private final List<Target> targets = new ArrayList<>();
    private final List<Thread> callers = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    /** Callers share it; who has it alone finds all of them between two requests. */
    private final ReadWriteLock turns = new ReentrantReadWriteLock();

    private volatile boolean running = true;

    Soak() {}

    /** Takes the duration in seconds and the file for the report. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        long seconds = arguments.length > 0 ? Long.parseLong(arguments[0]) : 600;
        Path file = Path.of(arguments.length > 1 ? arguments[1] : "soak.md");
        Report report = new Soak().run(Duration.ofSeconds(seconds));
        Files.writeString(file, report.text());
        System.out.println(report.text());
        System.exit(report.isClean() ? 0 : 1);
    }

    Report run(Duration duration) throws IOException, InterruptedException {
        PhpFpm fpm = Installed.program("php-fpm").isPresent() ? PhpFpm.start(PHP) : null;
        try (JavaProgram tcp = JavaProgram.start(Transport.TCP, FaultyResponder.class);
                JavaProgram unix = JavaProgram.start(Transport.UNIX, FaultyResponder.class)) {
            Sample.openWhatThePlatformKeeps();
            Sample before = Sample.take(Duration.ZERO, 0, targets);
            targets.add(Target.faulty("scripted peer, TCP", Endpoint.parse(tcp.address()), CONNECTIONS));
            targets.add(Target.faulty("scripted peer, Unix", Endpoint.parse(unix.address()), CONNECTIONS));
            if (fpm != null) {
                Path script = fpm.site().write("/soak.php", Content.PHP);
                targets.add(Target.healthy("PHP-FPM, Unix", Endpoint.parse(fpm.address()), script, WORKERS));
            }
            load(duration, fpm);
            String phpFpm = fpm == null
                    ? "not installed"
                    : history(Files.readString(fpm.site().file("log")));
            return new Report(targets, tally, samples, leaks(before), phpFpm);
        } finally {
            if (fpm != null) {
                fpm.stop();
            }
        }
    }

    private static String history(String log) {
        return "%,d graceful reloads, %,d workers recycled"
                .formatted(count(log, "using inherited socket"), count(log, "exited with code 0"));
    }

    private static long count(String log, String event) {
        return log.lines().filter(line -> line.contains(event)).count();
    }

    private void load(Duration duration, @Nullable PhpFpm fpm) throws IOException, InterruptedException {
        long start = System.nanoTime();
        for (Target target : targets) {
            for (int i = 0; i < CALLERS; i++) {
                callers.add(new Thread(
                        new Caller(target, tally, () -> running, turns.readLock(), callers.size()), "caller"));
            }
        }
        callers.forEach(Thread::start);
        long nextReload = RELOAD.toNanos();
        for (int second = 1; second <= duration.toSeconds(); second++) {
            TimeUnit.NANOSECONDS.sleep(start + TimeUnit.SECONDS.toNanos(second) - System.nanoTime());
            if (fpm != null && System.nanoTime() - start > nextReload) {
                fpm.processes().signal("USR2");
                nextReload += RELOAD.toNanos();
            }
            if (second % Math.max(1, duration.toSeconds() / SAMPLES) == 0) {
                sample(start);
            }
        }
        running = false;
    }

    /** A caller that hangs is no reason to wait for ever: the sample then shows its connection. */
    private void sample(long start) throws IOException, InterruptedException {
        boolean alone = turns.writeLock().tryLock(LONGEST_END.toSeconds(), TimeUnit.SECONDS);
        try {
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            samples.add(Sample.take(elapsed, tally.requests(), targets));
        } finally {
            if (alone) {
                turns.writeLock().unlock();
            }
        }
    }

    /** Ends the load and the gateways, and looks at what is still there. */
    private Report.Leaks leaks(Sample before) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST_END.toNanos();
        for (Thread caller : callers) {
            caller.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
        }
        int hung = (int) callers.stream().filter(Thread::isAlive).count();
        targets.forEach(target -> target.gateway().close());
        Sample after = afterClosing(before);
        return new Report.Leaks(hung, after.threads(), after.sockets() - before.sockets());
    }

    /** Gives threads of closed gateways a moment to end. */
    private static Sample afterClosing(Sample before) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        Sample after = Sample.take(Duration.ZERO, 0, List.of());
        while ((after.threads() > 0 || after.sockets() > before.sockets()) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
            after = Sample.take(Duration.ZERO, 0, List.of());
        }
        return after;
    }
}
