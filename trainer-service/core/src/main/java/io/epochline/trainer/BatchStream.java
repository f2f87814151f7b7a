package io.epochline.trainer;

import java.nio.FloatBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Batches in their order, gathered a portion ahead on another thread. What was given is gone when more is asked for. */
final class BatchStream implements AutoCloseable {

    /**
     * Some batches, one after the other.
     *
     * @param rows of each
     */
    record Piece(FloatBuffer inputs, FloatBuffer targets, int batches, int rows) {}

    private final Batches batches;
    private final int[] rows;
    private int next;
    private Batches.Portion portion;
    private int portionStart;
    private int portionEnd;
    private CompletableFuture<Batches.Portion> ahead;
    private int slot;

    BatchStream(Batches batches, int[] rows, int first) {
        this.batches = batches;
        this.rows = rows;
        this.next = first;
        this.portionEnd = first;
        gatherAhead();
    }

    boolean hasNext() {
        return next < batches.count(rows.length);
    }

    /** The next batches of equal size, at most so many. */
    Piece next(int most) {
        if (next == portionEnd) {
            turn();
        }
        int size = batches.size();
        int full = Math.min(portionEnd, rows.length / size) - next;
        int count = Math.max(1, Math.min(most, full));
        int length = full > 0 ? size : rows.length % size;
        int row = (next - portionStart) * size;
        next += count;
        return new Piece(
                part(portion.inputs(), row, count * length, batches.inputWidth()),
                part(portion.targets(), row, count * length, batches.targetWidth()),
                count,
                length);
    }

    /** Waits for what is still being gathered. */
    @Override
    public void close() {
        if (ahead != null) {
            ahead.exceptionally(e -> null).join();
        }
    }

    private void turn() {
        portion = join();
        portionStart = next;
        portionEnd = Math.min(next + batches.portion(), batches.count(rows.length));
        gatherAhead();
    }

    private void gatherAhead() {
        int from = portionEnd * batches.size();
        if (from >= rows.length) {
            ahead = null;
            return;
        }
        int to = Math.min(rows.length, from + batches.portion() * batches.size());
        int into = slot;
        slot = 1 - slot;
        ahead = CompletableFuture.supplyAsync(() -> batches.gather(into, rows, from, to), Thread::startVirtualThread);
    }

    private Batches.Portion join() {
        try {
            return ahead.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                default -> throw e;
            }
        }
    }

    private static FloatBuffer part(FloatBuffer buffer, int from, int rows, int width) {
        return buffer.slice(from * width, rows * width);
    }
}
