package io.epochline.artifacts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Many small requests to a store at the same time: each waits for the network more than it works. */
public final class Concurrently {

    private static final int AT_ONCE = 32;

    private Concurrently() {}

    public static <T> void forEach(Collection<T> items, Consumer<T> request) {
        map(items, item -> {
            request.accept(item);
            return item;
        });
    }

    /**
     * The results, in the order of the items; the first fault ends it.
     *
     * @throws CancellationException when the calling thread is interrupted, and stays so
     */
    public static <T, R> List<R> map(Collection<T> items, Function<T, R> request) {
        if (items.isEmpty()) {
            return List.of();
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(AT_ONCE, items.size()));
        try {
            List<Future<R>> futures = items.stream()
                    .map(item -> threads.submit(() -> request.apply(item)))
                    .toList();
            List<R> results = new ArrayList<>(items.size());
            for (Future<R> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for the store");
        } finally {
            threads.shutdownNow();
        }
    }
}
