package io.epochline.trainer;

/**
 * Which rows of a program become events. All of the first thousand; of a program that tells more, such as each step, ever
 * fewer: a million rows are less than ten thousand events. Rows with the objective are counted apart from those without, so that none
 * drowns in the other.
 */
final class TellingRule {

    private static final int ALL = 1000;

    private long judged;
    private long others;

    /** @param judges whether the row has a value of the objective */
    boolean tells(boolean judges) {
        long count = judges ? ++judged : ++others;
        return count % stride(count) == 0;
    }

    private static long stride(long count) {
        return count <= ALL ? 1 : 2 * Long.highestOneBit(count / ALL);
    }
}
