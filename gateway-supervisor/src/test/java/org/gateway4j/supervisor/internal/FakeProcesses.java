package org.gateway4j.supervisor.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Endpoint;
import org.gateway4j.HealthProbe;
import org.gateway4j.Phase;

/** Processes that a test makes ready and ends, and who gets requests. Whatever happens is noted with its time. */
final class FakeProcesses implements Launcher, Recipe, Rotation {

    private final SimulatedLoop loop;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, CompletableFuture<Void>> inRotation = new LinkedHashMap<>();
    private final List<Fake> launched = new ArrayList<>();

    /** Whether processes answer probes. */
    boolean answering = true;

    /** How each process ends as soon as it is launched, or empty. */
    String endsAtOnce = "";

    /** Whether a process ends when it gets QUIT or TERM. */
    boolean obedient = true;

    /** Whether requests end as soon as their process gets no others. */
    boolean idle = true;

    long requests;

    FakeProcesses(SimulatedLoop loop) {
        this.loop = loop;
    }

    /** One process. */
    final class Fake implements Launch {

        private final Place place;
        private final Events events;
        private boolean ended;

        Fake(Place place, Events events) {
            this.place = place;
            this.events = events;
        }

        void end(String how) {
            if (!ended) {
                ended = true;
                events.ended(how);
            }
        }

        void write(String line) {
            events.output(line);
        }

        boolean isEnded() {
            return ended;
        }

        @Override
        public void signal(Signal signal) {
            note(signal + " " + place.generation());
            if (obedient || signal == Signal.KILL && !endsNever) {
                end("was ended by signal " + signal);
            }
        }

        @Override
        public void release() {
            note("release " + place.generation());
        }
    }

    /** Whether not even KILL ends a process. */
    boolean endsNever;

    @Override
    public Launch launch(Recipe recipe, Place place, Duration grace, Events events) {
        note("launch " + place.generation());
        Fake fake = new Fake(place, events);
        launched.add(fake);
        events.started(1000 + place.generation());
        if (!endsAtOnce.isEmpty()) {
            fake.write("first line");
            fake.write("last line");
            fake.end(endsAtOnce);
        }
        return fake;
    }

    /** The process of a generation. */
    Fake process(int generation) {
        return launched.get(generation - 1);
    }

    int launched() {
        return launched.size();
    }

    long alive() {
        return launched.stream().filter(fake -> !fake.isEnded()).count();
    }

    /** Whether no gateway can be made for a process. */
    boolean unconnectable;

    @Override
    public void add(String name, Endpoint endpoint, int workers) {
        if (unconnectable) {
            throw new IllegalArgumentException("group of body files does not exist");
        }
        note("add " + name + " with " + workers);
        inRotation.put(name, new CompletableFuture<>());
    }

    @Override
    public CompletionStage<Void> remove(String name, Duration longest) {
        note("remove " + name + " in " + longest.toMillis());
        CompletableFuture<Void> gone = inRotation.get(name);
        inRotation.remove(name);
        if (idle) {
            gone.complete(null);
        } else {
            loop.after(longest, () -> gone.complete(null));
        }
        return gone;
    }

    @Override
    public long requests(String name) {
        return requests;
    }

    private void note(String what) {
        notes.add(loop.millis() + " " + what);
    }

    /** What has happened since the last call. */
    List<String> notes() {
        List<String> all = List.copyOf(notes);
        notes.clear();
        return all;
    }

    /** When processes were launched since the last call, in milliseconds. */
    List<Long> launches() {
        return notes().stream()
                .filter(note -> note.contains("launch"))
                .map(note -> Long.valueOf(note.substring(0, note.indexOf(' '))))
                .toList();
    }

    @Override
    public String name() {
        return "app";
    }

    @Override
    public int workers() {
        return 2;
    }

    @Override
    public boolean listensOnPort() {
        return false;
    }

    @Override
    public Signal stopSignal() {
        return Signal.QUIT;
    }

    @Override
    public ProcessPlan plan(Place place, Duration grace) {
        return new ProcessPlan(List.of(), Variables.none(), Map.of(), Path.of("/"));
    }

    @Override
    public HealthProbe probe(Endpoint endpoint) {
        return () -> {
            if (!answering) {
                throw new BackendFailureException("app", Phase.CONNECT, false, "does not answer", null);
            }
        };
    }
}
