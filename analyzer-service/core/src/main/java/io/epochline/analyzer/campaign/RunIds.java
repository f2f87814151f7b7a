package io.epochline.analyzer.campaign;

import io.epochline.artifacts.Sha256;

/** Names the runs of a campaign: {@code <experiment>-<suffix>}, within the length that an identifier may have. */
final class RunIds {
    private static final int LONGEST = 128;

    private RunIds() {}

    /** Where the plain name is too long, its end gives way to eight digits of its hash, so that names stay apart. */
    static String of(String experimentId, String suffix) {
        String name = experimentId + "-" + suffix;
        return name.length() <= LONGEST
                ? name
                : name.substring(0, LONGEST - 9) + "-" + Sha256.of(name).substring(0, 8);
    }
}
