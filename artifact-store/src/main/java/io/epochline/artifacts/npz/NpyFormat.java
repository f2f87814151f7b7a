package io.epochline.artifacts.npz;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The head of an NPY file: magic, version, length, and a Python dictionary padded so that the data begin aligned. */
final class NpyFormat {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;
    /** numpy leaves room for the first axis to grow to any length in place. */
    private static final int GROWTH_DIGITS = 21;

    private static final int MAX_HEADER_BYTES = 1 << 16;

    private NpyFormat() {}

    /** The head as numpy writes it, version 1.0. With at most 64 axes it never needs another. */
    static byte[] write(NpyHeader header) {
        long[] shape = header.shape();
        String axes = LongStream.of(shape).mapToObj(Long::toString).collect(Collectors.joining(", "));
        String dictionary = "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }"
                .formatted(header.dtype().descr(), shape.length == 1 ? axes + "," : axes);
        if (shape.length > 0) {
            dictionary += " ".repeat(GROWTH_DIGITS - Long.toString(shape[0]).length());
        }
        int prefix = MAGIC.length + 4;
        int padding = ALIGNMENT - (prefix + dictionary.length() + 1) % ALIGNMENT;
        byte[] text = (dictionary + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] head = Arrays.copyOf(MAGIC, prefix + text.length);
        head[6] = 1;
        head[8] = (byte) text.length;
        head[9] = (byte) (text.length >> 8);
        System.arraycopy(text, 0, head, prefix, text.length);
        return head;
    }

    /** Reads the head, leaving the stream at the first element. */
    static NpyHeader read(InputStream in) throws IOException {
        byte[] start = exactly(in, MAGIC.length + 2);
        if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw NpzException.header("it does not begin with '\\x93NUMPY'");
        }
        int version = start[6];
        if (version < 1 || version > 3 || start[7] != 0) {
            throw NpzException.header("its version is %d.%d, known are 1.0, 2.0 and 3.0".formatted(version, start[7]));
        }
        byte[] digits = exactly(in, version == 1 ? 2 : 4);
        long length = 0;
        for (int i = digits.length - 1; i >= 0; i--) {
            length = (length << 8) | (digits[i] & 0xff);
        }
        if (length > MAX_HEADER_BYTES) {
            throw NpzException.limit("The array's header is too long in bytes", length, MAX_HEADER_BYTES);
        }
        byte[] text = exactly(in, (int) length);
        return new NpyDictionary(new String(text, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1))
                .header();
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the array ends within its header");
        }
        return bytes;
    }
}
