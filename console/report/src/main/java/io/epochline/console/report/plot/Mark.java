package io.epochline.console.report.plot;

/** Something drawn on the axes of a panel, in the numbers of these axes. */
sealed interface Mark {

    Ink ink();

    /**
     * Points joined by lines.
     *
     * @param x ascending
     * @param y NaN where the line is broken
     */
    record Line(Ink ink, double[] x, double[] y) implements Mark {}

    /**
     * What lies between two lines, filled.
     *
     * @param low NaN where the band is broken, as {@code high} is
     */
    record Band(Ink ink, double[] x, double[] low, double[] high) implements Mark {}

    /** A level across the panel, such as the truth. */
    record Level(Ink ink, double y) implements Mark {}
}
