package io.epochline.analyzer.campaign;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names the runs of a campaign: {@code <experiment>-<suffix>}, within the length that an identifier may have. */
final class RunIds {
    private static final int LONGEST = 128;

    private RunIds() {}

    /** Where the plain name is too long, its end gives way to eight digits of its hash, so that names stay apart. */
    static String of(String experimentId, String suffix) {
        String name = experimentId + "-" + suffix;
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST - 9) + "-" + hash(name);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
