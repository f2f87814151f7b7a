package io.epochline.console.live;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Gathers what changes until somebody takes it. */
public final class Watcher implements AutoCloseable {

    private final Consumer<Watcher> onClose;
    private Changed gathered = nothing();

    Watcher(Consumer<Watcher> onClose) {
        this.onClose = onClose;
    }

    synchronized void add(Changed changed) {
        gathered.runs().addAll(changed.runs());
        gathered.experiments().addAll(changed.experiments());
        gathered.posteriors().addAll(changed.posteriors());
        if (!gathered.isEmpty()) {
            notifyAll();
        }
    }

    /** What changed since the last call; empty when nothing does for that long. */
    public synchronized Optional<Changed> take(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (gathered.isEmpty()) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                return Optional.empty();
            }
            wait(left);
        }
        Changed taken = gathered;
        gathered = nothing();
        return Optional.of(taken);
    }

    @Override
    public void close() {
        onClose.accept(this);
    }

    private static Changed nothing() {
        Set<String> runs = new LinkedHashSet<>();
        return new Changed(runs, new LinkedHashSet<>(), new LinkedHashSet<>());
    }
}
