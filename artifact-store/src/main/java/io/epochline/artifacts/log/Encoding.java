package io.epochline.artifacts.log;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Finds out how the bytes of a log are to be read: by its mark, or by where zero bytes stand; and refuses what is no text. */
final class Encoding {

    private static final int SAMPLE = 4096;

    /** More than this share of control characters is no text; arbitrary. */
    private static final double CONTROL_SHARE = 0.1;

    private static final Map<String, String> SIGNATURES = Map.of(
            "PK\u0003\u0004", "a zip archive: an NPZ file, a PyTorch checkpoint or a workbook",
            "\u001f\u008b", "a gzip archive: unpack it first",
            "\u0089PNG", "a PNG image",
            "%PDF", "a PDF document",
            "\u0089HDF", "an HDF5 file, such as Keras weights",
            "\u0080\u0004", "a Python pickle",
            "\u0093NUMPY", "a NumPy array");

    private Encoding() {}

    /** The same text as UTF-8 or as a code page of one byte a character, without its mark. */
    static InputStream open(InputStream raw) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, 1 << 16);
        in.mark(SAMPLE);
        byte[] sample = in.readNBytes(SAMPLE);
        in.reset();
        if (sample.length == 0) {
            throw LogException.empty();
        }
        if (startsWith(sample, 0xEF, 0xBB, 0xBF)) {
            in.skipNBytes(3);
            return in;
        }
        Charset wide = wide(sample);
        if (wide != null) {
            in.skipNBytes(startsWith(sample, 0xFE, 0xFF) || startsWith(sample, 0xFF, 0xFE) ? 2 : 0);
            return new Utf8Stream(in, wide);
        }
        refuseBinary(sample);
        return in;
    }

    private static Charset wide(byte[] sample) {
        if (startsWith(sample, 0xFF, 0xFE)) {
            return StandardCharsets.UTF_16LE;
        }
        if (startsWith(sample, 0xFE, 0xFF)) {
            return StandardCharsets.UTF_16BE;
        }
        int even = 0;
        int odd = 0;
        for (int i = 0; i < sample.length; i++) {
            if (sample[i] == 0) {
                even += 1 - i % 2;
                odd += i % 2;
            }
        }
        int most = sample.length * 2 / 5;
        if (odd > most && even == 0) {
            return StandardCharsets.UTF_16LE;
        }
        return even > most && odd == 0 ? StandardCharsets.UTF_16BE : null;
    }

    private static void refuseBinary(byte[] sample) {
        String start = new String(sample, StandardCharsets.ISO_8859_1);
        String looksLike = SIGNATURES.entrySet().stream()
                .filter(signature -> start.startsWith(signature.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
        long control = start.chars()
                .filter(c -> c < 32 && c != '\n' && c != '\r' && c != '\t' && c != '\b' && c != 0x1B && c != '\f')
                .count();
        if (!looksLike.isEmpty() || start.indexOf('\0') >= 0 || control > CONTROL_SHARE * sample.length) {
            throw LogException.binary(looksLike);
        }
    }

    private static boolean startsWith(byte[] sample, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (i >= sample.length || (sample[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
