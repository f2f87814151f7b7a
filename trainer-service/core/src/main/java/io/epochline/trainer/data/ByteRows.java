package io.epochline.trainer.data;

import io.epochline.artifacts.npz.DType;
import io.epochline.compute.ir.Shape;
import io.epochline.trainer.TrainerException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of numbers of any type as bytes, in memory or mapped from a file of any size. What is mapped is read from the disk
 * when it is asked for, and given back when nothing refers to it any more.
 */
final class ByteRows implements Rows {

    /** A map must be smaller than 2 GiB, so a large file is mapped in several, each of whole rows. */
    private static final int WINDOW = 1 << 30;

    private final DType type;
    private final Shape shape;
    private final int rowBytes;
    private final int rowsInWindow;
    private final List<ByteBuffer> windows;

    private ByteRows(DType type, Shape shape, int rowBytes, int rowsInWindow, List<ByteBuffer> windows) {
        this.type = type;
        this.shape = shape;
        this.rowBytes = rowBytes;
        this.rowsInWindow = rowsInWindow;
        this.windows = windows;
    }

    /** @param bytes in its byte order */
    static ByteRows of(ByteBuffer bytes, DType type, Shape shape) {
        return new ByteRows(type, shape, rowBytes(type, shape), Integer.MAX_VALUE, List.of(bytes));
    }

    /** @param position where the first row begins */
    static ByteRows map(Path file, long position, ByteOrder order, DType type, Shape shape, int rows)
            throws IOException {
        return map(file, position, order, type, shape, rows, WINDOW);
    }

    static ByteRows map(Path file, long position, ByteOrder order, DType type, Shape shape, int rows, int windowBytes)
            throws IOException {
        int rowBytes = rowBytes(type, shape);
        int rowsInWindow = Math.max(1, windowBytes / rowBytes);
        List<ByteBuffer> windows = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (int row = 0; row < rows; row += rowsInWindow) {
                long from = position + (long) row * rowBytes;
                long length = (long) Math.min(rowsInWindow, rows - row) * rowBytes;
                windows.add(
                        channel.map(FileChannel.MapMode.READ_ONLY, from, length).order(order));
            }
        }
        return new ByteRows(type, shape, rowBytes, rowsInWindow, List.copyOf(windows));
    }

    private static int rowBytes(DType type, Shape shape) {
        long bytes = (long) type.itemSize() * shape.size();
        if (bytes > WINDOW) {
            throw TrainerException.data(
                    "A row of %s%s has %d bytes, at most %d are possible.", type, shape, bytes, WINDOW);
        }
        return (int) bytes;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public void copy(int row, FloatBuffer into) {
        ByteBuffer window = windows.get(row / rowsInWindow);
        int at = row % rowsInWindow * rowBytes;
        if (type.equals(DType.F32)) {
            into.put(window.slice(at, rowBytes).order(window.order()).asFloatBuffer());
            return;
        }
        for (int i = 0; i < shape.size(); i++) {
            into.put((float) type.number(window, at + i * type.itemSize()));
        }
    }

    /** The number at a place of a row, without rounding. */
    double number(int row, int i) {
        return type.number(windows.get(row / rowsInWindow), row % rowsInWindow * rowBytes + i * type.itemSize());
    }
}
