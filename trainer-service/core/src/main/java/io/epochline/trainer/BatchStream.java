package io.epochline.trainer;

import java.nio.FloatBuffer;
import java.util.concurrent.FutureTask;

/**
 * Batches in their order, gathered a portion ahead on another thread, or on this one where that has not got round to it when
 * they are asked for. What was given is gone when more is asked for.
 */
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
    private FutureTask<Batches.Portion> ahead;
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

    /** Waits for what is still being gathered, whose buffers are used again. */
    @Override
    public void close() {
        if (ahead != null && !ahead.isDone()) {
            try {
                join();
            } catch (RuntimeException e) {
                // Nobody will use the portion.
            }
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
        ahead = new FutureTask<>(() -> batches.gather(into, rows, from, to));
        Thread.startVirtualThread(ahead);
    }

    /** Runs the task unless the other thread has begun it. */
    private Batches.Portion join() {
        ahead.run();
        return Futures.join(ahead);
    }

    private static FloatBuffer part(FloatBuffer buffer, int from, int rows, int width) {
        return buffer.slice(from * width, rows * width);
    }
}
