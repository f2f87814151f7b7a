package io.epochline.trainer;

import java.io.Closeable;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers that are added one by one. All but the latest lie on disk: a series takes the same memory however long it is. */
final class DoubleSeries implements Closeable {

    private static final int CHUNK = 4096;

    private final ScratchFile file = new ScratchFile();
    private final ByteBuffer latest = buffer(CHUNK);
    private int size;
    private double last = Double.NaN;

    void add(double value) {
        if (!latest.hasRemaining()) {
            flush();
        }
        latest.putDouble(value);
        last = value;
        size++;
    }

    void addAll(double[] more) {
        for (double value : more) {
            add(value);
        }
    }

    int size() {
        return size;
    }

    /** NaN when there is none. */
    double last() {
        return last;
    }

    /** Of the numbers from one on; NaN when there is none. */
    double mean(int from) {
        double sum = 0;
        for (int i = from; i < size; i += CHUNK) {
            for (double value : range(i, Math.min(size, i + CHUNK))) {
                sum += value;
            }
        }
        return sum / (size - from);
    }

    double[] range(int from, int to) {
        flush();
        ByteBuffer bytes = buffer(to - from);
        file.read((long) from * Double.BYTES, bytes);
        double[] values = new double[to - from];
        bytes.flip().asDoubleBuffer().get(values);
        return values;
    }

    /** All of them, little-endian. */
    InputStream bytes() {
        flush();
        return file.open();
    }

    @Override
    public void close() {
        file.close();
    }

    private void flush() {
        file.append(latest.flip());
        latest.clear();
    }

    private static ByteBuffer buffer(int numbers) {
        return ByteBuffer.allocate(numbers * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }
}
