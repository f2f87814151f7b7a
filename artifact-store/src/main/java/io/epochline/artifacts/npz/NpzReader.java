package io.epochline.artifacts.npz;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads the arrays of an NPZ archive, one at a time and in any order, as numpy or {@link NpzWriter} wrote them.
 *
 * <p>What is damaged, or claims more than {@link NpzLimits} allow, is refused as an {@link NpzException} before memory is
 * spent on it. Members whose names do not end with {@code .npy} are left alone. A reader is for one thread.
 */
public final class NpzReader implements AutoCloseable {

    private final String name;
    private final ZipSource source;
    private final NpzLimits limits;
    private final Map<String, ZipMember> members;

    private NpzReader(String name, ZipSource source, NpzLimits limits) {
        this.name = name;
        this.source = source;
        this.limits = limits;
        try {
            this.members = ZipDirectory.read(source, limits);
        } catch (IOException e) {
            throw NpzException.damaged(name, e.getMessage());
        }
    }

    public static NpzReader of(byte[] archive) {
        return of(archive, NpzLimits.DEFAULT);
    }

    public static NpzReader of(byte[] archive, NpzLimits limits) {
        return new NpzReader("The archive", ZipSource.of(archive), limits);
    }

    public static NpzReader open(Path file) {
        return open(file, NpzLimits.DEFAULT);
    }

    public static NpzReader open(Path file, NpzLimits limits) {
        return open(file, file.toString(), limits);
    }

    /** @param name that messages call the file by */
    public static NpzReader open(Path file, String name, NpzLimits limits) {
        ZipSource source;
        try {
            source = ZipSource.of(file);
        } catch (IOException e) {
            throw NpzException.unreadable(name, e);
        }
        try {
            return new NpzReader(name, source, limits);
        } catch (NpzException e) {
            closeQuietly(source, e);
            throw e;
        }
    }

    /** All arrays of an archive in memory. */
    public static Map<String, NpyArray> readAll(byte[] archive) {
        try (NpzReader reader = of(archive)) {
            return reader.readAll();
        }
    }

    /** The arrays' names, in the archive's order. */
    public Set<String> names() {
        return new LinkedHashSet<>(members.keySet());
    }

    /** What the array is, without reading its elements. */
    public NpyHeader header(String array) {
        return reading(array, (header, in) -> header);
    }

    public NpyArray read(String array) {
        return reading(array, (header, in) -> {
            limits.checkArray(header);
            byte[] raw = new byte[(int) header.bytes()];
            int got = in.readNBytes(raw, 0, raw.length);
            if (got < raw.length || in.read() >= 0) {
                throw NpzException.header("%s has %d bytes, the file %s"
                        .formatted(header, raw.length, got < raw.length ? "only " + got : "more"));
            }
            return new NpyArray(new NpyHeader(header.dtype(), header.shape()), NpyLayout.normalised(header, raw));
        });
    }

    public Map<String, NpyArray> readAll() {
        limits.checkTotal(members.values().stream().mapToLong(ZipMember::size).sum());
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        members.keySet().forEach(array -> arrays.put(array, read(array)));
        return arrays;
    }

    /**
     * The array's elements as a stream, in the byte order and axis order that {@link #header} tells. The caller closes it;
     * a damaged archive shows as an {@link IOException} at the latest when the stream's end is read.
     */
    public InputStream elements(String array) {
        ZipMember member = member(array);
        try {
            InputStream in = member.open(source);
            checkSize(NpyFormat.read(in), member);
            return in;
        } catch (IOException e) {
            throw NpzException.damaged(name, e.getMessage());
        } catch (NpzException e) {
            throw NpzException.in(name, array, e);
        }
    }

    /**
     * Where in the file the array's elements begin, in the byte order and axis order that {@link #header} tells; empty for
     * an array that is packed.
     */
    public OptionalLong position(String array) {
        ZipMember member = member(array);
        return member.deflated()
                ? OptionalLong.empty()
                : reading(array, (header, in) -> OptionalLong.of(member.start(source) + in.count()));
    }

    @Override
    public void close() {
        try {
            source.close();
        } catch (IOException e) {
            throw NpzException.unreadable(name, e);
        }
    }

    private interface Reading<T> {
        T read(NpyHeader header, ZipMember.Content elements) throws IOException;
    }

    private <T> T reading(String array, Reading<T> reading) {
        ZipMember member = member(array);
        try (ZipMember.Content in = member.open(source)) {
            NpyHeader header = NpyFormat.read(in);
            checkSize(header, member);
            return reading.read(header, in);
        } catch (IOException e) {
            throw NpzException.damaged(name, e.getMessage());
        } catch (NpzException e) {
            throw NpzException.in(name, array, e);
        }
    }

    private ZipMember member(String array) {
        ZipMember member = members.get(array);
        if (member == null) {
            throw NpzException.missing(name, array, members.keySet());
        }
        return member;
    }

    /** The member must have room for the elements, whatever its header is. */
    private static void checkSize(NpyHeader header, ZipMember member) {
        if (header.bytes() > member.size()) {
            throw NpzException.header(
                    "%s has %d bytes, the file only %d".formatted(header, header.bytes(), member.size()));
        }
    }

    private static void closeQuietly(ZipSource source, NpzException cause) {
        try {
            source.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
