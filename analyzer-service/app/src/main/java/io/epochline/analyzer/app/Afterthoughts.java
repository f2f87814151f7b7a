package io.epochline.analyzer.app;

import io.epochline.events.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What takes longer than an answer may wait: done one after the other on a thread of its own, so that events go on being
 * answered meanwhile. What is under way when the service stops is begun again by whoever finds it pending.
 */
final class Afterthoughts implements AutoCloseable {
    private final Map<String, Future<List<Event>>> underWay = new HashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(Thread.ofPlatform()
            .daemon()
            .name("afterthoughts")
            .priority(Thread.MIN_PRIORITY)
            .factory());

    /** Whether the work on a subject is done; begins it where it is not under way. */
    boolean isDone(String subject, Callable<List<Event>> work) {
        return underWay.computeIfAbsent(subject, key -> thread.submit(work)).isDone();
    }

    /** What came of it, once. What failed is thrown as it was, and begins anew when it is asked for again. */
    List<Event> take(String subject) {
        try {
            return underWay.remove(subject).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
