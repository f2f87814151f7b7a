package io.epochline.artifacts.npz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipException;

/**
 * Reads the central directory of a ZIP archive (APPNOTE 6.3, sections 4.3 and 4.5.3), with zip64.
 *
 * <p>The directory is the truth, as for Python: numpy writes zip64 fields into every local header, which streaming readers
 * stumble over. Parts on other disks, encryption, and methods other than stored and deflated are refused, and so are names
 * that are there twice.
 */
final class ZipDirectory {

    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int MAX_COMMENT = 0xffff;
    private static final int ZIP64_LOCATOR = 0x07064b50;
    private static final int ZIP64_LOCATOR_BYTES = 20;
    private static final int ZIP64_END = 0x06064b50;
    private static final int ZIP64_END_BYTES = 56;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_BYTES = 46;
    private static final int ZIP64_EXTRA = 1;
    private static final long IN_ZIP64 = 0xffff_ffffL;
    private static final String SUFFIX = ".npy";

    private record Place(long offset, long bytes, long entries) {}

    private ZipDirectory() {}

    /** The members that are arrays, by name without {@code .npy}, in the archive's order. */
    static Map<String, ZipMember> read(ZipSource source, NpzLimits limits) throws IOException {
        Place place = find(source);
        limits.checkArrays(place.entries());
        long most = place.entries() * (ENTRY_BYTES + 3L * 0xffff);
        if (place.bytes() > Math.min(most, limits.maxDirectoryBytes())) {
            throw new ZipException("its directory claims %d bytes".formatted(place.bytes()));
        }
        ByteBuffer directory = source.bytes(place.offset(), (int) place.bytes());
        Map<String, ZipMember> members = new LinkedHashMap<>();
        for (long i = 0; i < place.entries(); i++) {
            ZipMember member = entry(directory, place.offset());
            if (member.name().endsWith(SUFFIX) && members.put(arrayName(member), member) != null) {
                throw new ZipException("it holds '" + member.name() + "' twice");
            }
        }
        return members;
    }

    private static String arrayName(ZipMember member) {
        return member.name().substring(0, member.name().length() - SUFFIX.length());
    }

    private static Place find(ZipSource source) throws IOException {
        int window = (int) Math.min(source.size(), END_BYTES + MAX_COMMENT);
        ByteBuffer tail = source.bytes(source.size() - window, window);
        for (int at = window - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END && at + END_BYTES + unsigned(tail.getShort(at + 20)) == window) {
                return end(
                        source,
                        source.size() - window + at,
                        tail.slice(at, END_BYTES).order(ByteOrder.LITTLE_ENDIAN));
            }
        }
        throw new ZipException("the archive's end is missing, so it may be cut off");
    }

    private static Place end(ZipSource source, long at, ByteBuffer end) throws IOException {
        if (at >= ZIP64_LOCATOR_BYTES) {
            ByteBuffer locator = source.bytes(at - ZIP64_LOCATOR_BYTES, ZIP64_LOCATOR_BYTES);
            if (locator.getInt(0) == ZIP64_LOCATOR) {
                return zip64End(source.bytes(locator.getLong(8), ZIP64_END_BYTES));
            }
        }
        if (end.getShort(4) != 0 || end.getShort(6) != 0) {
            throw new ZipException("it is a part of an archive on several disks");
        }
        return new Place(unsigned(end.getInt(16)), unsigned(end.getInt(12)), unsigned(end.getShort(10)));
    }

    private static Place zip64End(ByteBuffer end) throws ZipException {
        if (end.getInt(0) != ZIP64_END || end.getInt(16) != 0 || end.getInt(20) != 0) {
            throw new ZipException("its zip64 end record is not valid");
        }
        Place place = new Place(end.getLong(48), end.getLong(40), end.getLong(32));
        if (place.offset() < 0 || place.bytes() < 0 || place.entries() < 0) {
            throw new ZipException("its zip64 end record holds negative sizes");
        }
        return place;
    }

    private static ZipMember entry(ByteBuffer directory, long directoryOffset) throws ZipException {
        int at = directory.position();
        if (directory.remaining() < ENTRY_BYTES || directory.getInt(at) != ENTRY) {
            throw new ZipException("its directory is cut off");
        }
        int flags = directory.getShort(at + 8);
        int method = unsigned(directory.getShort(at + 10));
        int nameBytes = unsigned(directory.getShort(at + 28));
        int extraBytes = unsigned(directory.getShort(at + 30));
        int commentBytes = unsigned(directory.getShort(at + 32));
        if (directory.remaining() - ENTRY_BYTES < nameBytes + extraBytes + commentBytes) {
            throw new ZipException("its directory is cut off");
        }
        byte[] nameInArchive = new byte[nameBytes];
        directory.get(at + ENTRY_BYTES, nameInArchive);
        Charset charset = (flags & 0x800) != 0 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        String name = new String(nameInArchive, charset);
        if ((flags & 1) != 0) {
            throw new ZipException("'" + name + "' is encrypted");
        }
        if (method != 0 && method != 8) {
            throw new ZipException(
                    "'%s' is packed by method %d; known are stored (0), deflated (8)".formatted(name, method));
        }
        ByteBuffer extra =
                directory.slice(at + ENTRY_BYTES + nameBytes, extraBytes).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer wide = zip64Extra(extra);
        long size = wide(directory.getInt(at + 24), wide, name);
        long compressed = wide(directory.getInt(at + 20), wide, name);
        long offset = wide(directory.getInt(at + 42), wide, name);
        if (offset > directoryOffset || compressed > directoryOffset - offset) {
            throw new ZipException("'" + name + "' reaches beyond the archive");
        }
        directory.position(at + ENTRY_BYTES + nameBytes + extraBytes + commentBytes);
        try {
            return new ZipMember(
                    name, method == 8, unsigned(directory.getInt(at + 16)), compressed, size, offset, nameBytes);
        } catch (IllegalArgumentException e) {
            throw new ZipException(e.getMessage());
        }
    }

    /** The fields that did not fit into 32 bits, in the order size, compressed size, offset. */
    private static ByteBuffer zip64Extra(ByteBuffer extra) {
        while (extra.remaining() >= 4) {
            int id = unsigned(extra.getShort());
            int length = Math.min(unsigned(extra.getShort()), extra.remaining());
            if (id == ZIP64_EXTRA) {
                return extra.slice(extra.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            }
            extra.position(extra.position() + length);
        }
        return ByteBuffer.allocate(0);
    }

    private static long wide(int narrow, ByteBuffer wide, String name) throws ZipException {
        if (unsigned(narrow) != IN_ZIP64) {
            return unsigned(narrow);
        }
        long value = wide.remaining() >= 8 ? wide.getLong() : -1;
        if (value < 0) {
            throw new ZipException("the zip64 sizes of '" + name + "' are missing");
        }
        return value;
    }

    private static int unsigned(short value) {
        return value & 0xffff;
    }

    private static long unsigned(int value) {
        return value & 0xffff_ffffL;
    }
}
