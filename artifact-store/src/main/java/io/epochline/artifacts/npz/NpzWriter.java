package io.epochline.artifacts.npz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes arrays into an NPZ archive that {@code numpy.load} reads. The same arrays make the same bytes on any day.
 *
 * <p>An archive or array above 4 GiB becomes zip64 by itself.
 */
public final class NpzWriter implements Closeable {

    /** As {@code numpy.savez} and {@code numpy.savez_compressed} do. */
    public enum Compression {
        STORED,
        DEFLATED
    }

    /** What a ZIP archive says where there is no date, as numpy does. */
    private static final LocalDateTime NO_DATE = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** About what a member takes beside its elements. */
    private static final int MEMBER = 512;

    private final ZipOutputStream zip;
    private final Compression compression;
    private final Set<String> names = new HashSet<>();
    private boolean streaming;

    public NpzWriter(OutputStream out, Compression compression) {
        this.zip = new ZipOutputStream(out);
        this.compression = compression;
    }

    /** A whole archive in memory, as {@code numpy.savez} writes it. */
    public static byte[] bytes(Map<String, NpyArray> arrays) {
        long size = arrays.values().stream()
                .mapToLong(array -> array.header().bytes() + MEMBER)
                .sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream((int) Math.min(size, Integer.MAX_VALUE - 8));
        try (NpzWriter writer = new NpzWriter(out, Compression.STORED)) {
            for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
                writer.add(array.getKey(), array.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return out.toByteArray();
    }

    /** Where an array's elements are read from, little-endian and in C order: once for their checksum, once for the archive. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    /** Adds the array under a name that is not in the archive yet. */
    public void add(String name, NpyArray array) throws IOException {
        write(name, array.header(), () -> new ByteArrayInputStream(array.bytes()));
    }

    /** Adds an array of any size, without holding it in memory. */
    public void add(String name, DType dtype, Source elements, long... shape) throws IOException {
        write(name, new NpyHeader(dtype, shape), elements);
    }

    private void write(String name, NpyHeader header, Source elements) throws IOException {
        ZipEntry entry = entry(name);
        byte[] head = NpyFormat.write(header);
        if (compression == Compression.STORED) {
            CRC32 crc = new CRC32();
            crc.update(head);
            try (InputStream in = new CheckedInputStream(elements.open(), crc)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(head.length + header.bytes());
            entry.setCrc(crc.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(head);
        try (InputStream in = elements.open()) {
            long written = in.transferTo(zip);
            if (written != header.bytes()) {
                throw NpzException.misuse("%s has %d bytes, found %d.".formatted(header, header.bytes(), written));
            }
        }
        zip.closeEntry();
    }

    /**
     * Begins an array of any size, whose elements the caller writes into the stream, little-endian and in C order, and
     * then closes it. It is deflated, since a stored member would need its checksum first.
     */
    public OutputStream stream(String name, DType dtype, long... shape) throws IOException {
        NpyHeader header = new NpyHeader(dtype, shape);
        zip.putNextEntry(entry(name));
        zip.write(NpyFormat.write(header));
        streaming = true;
        return new Elements(header);
    }

    /** Completes the archive and closes what is below. */
    @Override
    public void close() throws IOException {
        zip.close();
    }

    private ZipEntry entry(String name) {
        if (streaming) {
            throw NpzException.misuse("An array is still being streamed; close it before adding '" + name + "'.");
        }
        if (name.isEmpty() || name.length() > 255 || name.chars().anyMatch(c -> c < 0x20 || c == '\\' || c == '/')) {
            throw NpzException.misuse("An array's name is 1 to 255 characters without slashes, found: '" + name + "'.");
        }
        if (!names.add(name)) {
            throw NpzException.misuse("The archive has an array '" + name + "' already.");
        }
        ZipEntry entry = new ZipEntry(name + ".npy");
        entry.setTimeLocal(NO_DATE);
        return entry;
    }

    private final class Elements extends FilterOutputStream {

        private final NpyHeader header;
        private long missing;
        private boolean closed;

        Elements(NpyHeader header) {
            super(zip);
            this.header = header;
            this.missing = header.bytes();
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            if (length > missing) {
                throw NpzException.misuse("%s has %d bytes, more were written.".formatted(header, header.bytes()));
            }
            zip.write(source, offset, length);
            missing -= length;
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            streaming = false;
            zip.closeEntry();
            if (missing > 0) {
                throw NpzException.misuse(
                        "%s has %d bytes, %d were not written.".formatted(header, header.bytes(), missing));
            }
        }
    }
}
