package io.epochline.artifacts.npz;

/**
 * How much a reader is willing to hold, since an archive may come from a stranger.
 *
 * @param maxArrays members of an archive
 * @param maxArrayBytes of one array in memory; arrays that are streamed have no limit
 * @param maxTotalBytes of all arrays, when they are read together
 */
public record NpzLimits(int maxArrays, long maxArrayBytes, long maxTotalBytes) {

    /** 10 000 arrays, 1 GiB each, 2 GiB together. */
    public static final NpzLimits DEFAULT = new NpzLimits(10_000, 1L << 30, 2L << 30);

    private static final long MOST_IN_ONE_JAVA_ARRAY = Integer.MAX_VALUE - 8L;

    public NpzLimits {
        maxArrayBytes = Math.min(maxArrayBytes, MOST_IN_ONE_JAVA_ARRAY);
    }

    int maxDirectoryBytes() {
        return 64 << 20;
    }

    void checkArrays(long found) {
        check("The archive has too many members", found, maxArrays);
    }

    void checkArray(NpyHeader header) {
        check(header + " is too large in bytes", header.bytes(), maxArrayBytes);
    }

    void checkTotal(long found) {
        check("The arrays are together too large in bytes", found, maxTotalBytes);
    }

    private static void check(String what, long found, long limit) {
        if (found > limit) {
            throw NpzException.limit(what, found, limit);
        }
    }
}
