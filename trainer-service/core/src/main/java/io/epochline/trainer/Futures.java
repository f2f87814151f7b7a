package io.epochline.trainer;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** What came of work on another thread. */
final class Futures {

    private Futures() {}

    /** Waits for the result, and throws what the work threw. */
    static <T> T join(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                default -> throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
