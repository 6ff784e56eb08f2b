package org.gateway4j.supervisor.internal;

import java.time.Duration;
import org.gateway4j.supervisor.SupervisedProcess;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One process from its start to its end. Used on the loop only. */
final class Instance {

    private static final Logger LOG = LoggerFactory.getLogger("org.gateway4j.supervisor");
    private static final Duration FIRST_LOOK = Duration.ofMillis(10);
    private static final Duration LONGEST_LOOK = Duration.ofMillis(200);

    /** Hears of what matters. */
    interface Owner {

        /** It is no longer as {@link #describe} had it. */
        void changed();

        /** It answers. */
        void ready(Instance instance);

        /** It has ended. */
        void ended(Instance instance, String how);
    }

    private final SupervisionConfig config;
    private final Loop loop;
    private final Place place;
    private final Owner owner;
    private final Tail tail = new Tail();

    /** What its limits are multiplied with. */
    private final double spread;

    private SupervisedProcess.@Nullable State state;
    private Launcher.@Nullable Launch launch;
    private Loop.@Nullable Timer timer;
    private Duration look = FIRST_LOOK;
    private long pid;
    private long readyAt;
    private boolean wasReady;
    private boolean timedOut;

    Instance(SupervisionConfig config, Loop loop, Place place, Owner owner) {
        this.config = config;
        this.loop = loop;
        this.place = place;
        this.owner = owner;
        this.spread = 0.9 + 0.2 * config.random().getAsDouble();
    }

    void start(Launcher launcher) {
        state = SupervisedProcess.State.STARTING;
        timer = loop.after(config.startTimeout(), this::startTimedOut);
        launch = launcher.launch(config.recipe(), place, config.grace(), new Launcher.Events() {
            @Override
            public void started(long number) {
                loop.execute(() -> runs(number));
            }

            @Override
            public void output(String line) {
                loop.execute(() -> tail.add(line));
                tell(line);
            }

            @Override
            public void ended(String how) {
                loop.execute(() -> gone(how));
            }
        });
    }

    private void tell(String line) {
        try {
            config.output().accept(line);
        } catch (RuntimeException e) {
            LOG.warn("{}: a line of output could not be passed on", config.name(), e);
        }
    }

    private void runs(long number) {
        pid = number;
        LOG.debug("{}: process {} runs, generation {}", config.name(), pid, place.generation());
        owner.changed();
        probe();
    }

    private void probe() {
        if (state == SupervisedProcess.State.STARTING) {
            loop.offload(
                    () -> {
                        config.recipe().probe(place.endpoint()).check();
                        return true;
                    },
                    this::probed);
        }
    }

    private void probed(@Nullable Boolean answers) {
        if (state != SupervisedProcess.State.STARTING) {
            return;
        }
        if (answers == null) {
            loop.after(look, this::probe);
            look = look.multipliedBy(2).compareTo(LONGEST_LOOK) < 0 ? look.multipliedBy(2) : LONGEST_LOOK;
            return;
        }
        cancelTimer();
        state = SupervisedProcess.State.READY;
        readyAt = loop.nanoTime();
        wasReady = true;
        owner.ready(this);
    }

    private void startTimedOut() {
        timedOut = true;
        state = SupervisedProcess.State.STOPPING;
        kill();
    }

    /** It gets no new requests. */
    void leave() {
        if (state == SupervisedProcess.State.READY) {
            state = SupervisedProcess.State.DRAINING;
        }
    }

    /** It has no requests any more, or no time for them: it is asked to end in its own way, and then made to. */
    void stop() {
        if (state != null && state != SupervisedProcess.State.STOPPING) {
            state = SupervisedProcess.State.STOPPING;
            Signal first = config.recipe().stopSignal();
            signal(first);
            timer = loop.after(config.grace(), first == Signal.TERM ? this::kill : this::terminate);
            owner.changed();
        }
    }

    /** Nobody waits for its requests any more. */
    void stopNow() {
        if (state != null) {
            state = SupervisedProcess.State.STOPPING;
            terminate();
        }
    }

    private void terminate() {
        signal(Signal.TERM);
        timer = loop.after(config.grace(), this::kill);
    }

    private void kill() {
        signal(Signal.KILL);
        timer = loop.after(config.grace(), () -> gone("was killed, and has not ended even so"));
    }

    private void signal(Signal signal) {
        cancelTimer();
        LOG.debug("{}: {} to process {}", config.name(), signal, pid);
        if (launch != null) {
            launch.signal(signal);
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
        }
    }

    private void gone(String how) {
        if (state == null) {
            return;
        }
        cancelTimer();
        state = null;
        if (launch != null) {
            launch.release();
        }
        owner.ended(
                this,
                timedOut
                        ? "was not ready within " + config.startTimeout().toMillis() + " ms (startTimeout)"
                        : wasReady ? how : how + " before it was ready");
    }

    /** Unique among all processes of the supervisor. */
    String name() {
        return config.name() + "." + place.generation();
    }

    Place place() {
        return place;
    }

    long pid() {
        return pid;
    }

    double spread() {
        return spread;
    }

    /** How long it is or was ready, or null if it never was. */
    @Nullable
    Duration readyFor() {
        return wasReady ? Duration.ofNanos(loop.nanoTime() - readyAt) : null;
    }

    /** What it wrote. */
    Tail tail() {
        return tail;
    }

    /** It as a host sees it, or null if it does not run. */
    @Nullable
    SupervisedProcess describe() {
        return state == null || pid == 0
                ? null
                : new SupervisedProcess(pid, place.generation(), place.endpoint(), state);
    }
}
