package io.epochline.trainer.data;

import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.npz.DType;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpyHeader;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.compute.ir.Shape;
import io.epochline.trainer.TrainerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Rows of an array in an NPZ archive, mapped from where they lie. An array that is packed is unpacked into a file of its own
 * first, and one in Fortran order is turned in memory.
 */
final class NpzRows {

    private static final int CHUNK = 1 << 20;

    private final NpzReader archive;
    private final Path file;
    private final DataFiles files;
    private final String path;
    private final String name;
    private final NpyHeader header;
    private final ByteOrder order;
    private final Shape shape;

    private NpzRows(NpzReader archive, Path file, DataFiles files, String path, String name) {
        this.archive = archive;
        this.file = file;
        this.files = files;
        this.path = path;
        this.name = name;
        this.header = archive.header(name);
        this.order = header.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        this.shape = shape(header);
    }

    /**
     * Opens an array whose numbers are all finite.
     *
     * @param path of the archive, for messages
     */
    static ByteRows open(NpzReader archive, Path file, DataFiles files, String path, String name) {
        return new NpzRows(archive, file, files, path, name).open();
    }

    /** Of one row; a number is {@code [1]}. */
    private static Shape shape(NpyHeader header) {
        int[] dims =
                Arrays.stream(header.shape()).skip(1).mapToInt(Math::toIntExact).toArray();
        return dims.length == 0 ? Shape.of(1) : Shape.of(dims);
    }

    private ByteRows open() {
        DType.Kind kind = header.dtype().kind();
        if (kind == DType.Kind.COMPLEX || kind == DType.Kind.TEXT || kind == DType.Kind.BYTES) {
            throw TrainerException.data("'%s': '%s' is %s, expected real numbers.", path, name, header);
        }
        if (header.size() == 0) {
            throw TrainerException.data("'%s': '%s' is %s, which is empty.", path, name, header);
        }
        if (header.fortranOrder() && header.shape().length > 1) {
            return turned();
        }
        OptionalLong position = archive.position(name);
        if (position.isEmpty()) {
            try (RowFile unpacked = new RowFile(files)) {
                read(unpacked);
                return unpacked.map(order, header.dtype(), shape, rows());
            }
        }
        read(null);
        try {
            return ByteRows.map(file, position.getAsLong(), order, header.dtype(), shape, rows());
        } catch (IOException e) {
            throw TrainerException.data("'%s' cannot be mapped into memory: %s.", path, e);
        }
    }

    private int rows() {
        return Math.toIntExact(header.shape()[0]);
    }

    private ByteRows turned() {
        NpyArray array = archive.read(name);
        check(array.data(), 0);
        return ByteRows.of(array.data(), header.dtype(), shape);
    }

    /** Reads the array once from end to end, which shows every damage. */
    private void read(RowFile unpacked) {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(order);
        long left = header.bytes();
        try (InputStream in = archive.elements(name)) {
            while (left > 0) {
                int got = in.readNBytes(chunk.array(), 0, (int) Math.min(CHUNK, left));
                if (got == 0) {
                    throw new IOException("it ends %d bytes too soon".formatted(left));
                }
                check(
                        chunk.clear().limit(got),
                        (header.bytes() - left) / header.dtype().itemSize());
                if (unpacked != null) {
                    unpacked.write(chunk);
                }
                left -= got;
            }
            if (in.read() >= 0) {
                throw new IOException("it has more bytes than its header tells");
            }
        } catch (IOException e) {
            throw TrainerException.data("'%s': '%s' is damaged: %s.", path, name, e.getMessage());
        }
    }

    private void check(ByteBuffer bytes, long first) {
        DType type = header.dtype();
        if (type.kind() != DType.Kind.FLOAT) {
            return;
        }
        int width = shape.size();
        for (int i = 0; i < bytes.limit() / type.itemSize(); i++) {
            float value = (float) type.number(bytes, i * type.itemSize());
            if (!Float.isFinite(value)) {
                throw TrainerException.data(
                        "'%s': '%s' %s must be finite, found %s in row %d, column %d.",
                        path, name, header, value, (first + i) / width, (first + i) % width);
            }
        }
    }
}
