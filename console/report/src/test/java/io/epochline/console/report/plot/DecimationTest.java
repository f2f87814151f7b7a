package io.epochline.console.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.console.report.plot.Decimation.Points;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimationTest {

    private static final int COLUMNS = 100;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void keepsTheExtremesOfEveryColumnInTheirPlace(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = new double[20_000];
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = (i == 0 ? 0 : x[i - 1]) + 0.01 + random.nextDouble();
            y[i] = random.nextGaussian();
        }

        Points points = Decimation.of(x, y, COLUMNS);

        assertThat(points.x().length).isLessThanOrEqualTo(4 * COLUMNS);
        assertThat(points.x()).isSorted();
        assertThat(points.x()[0]).isEqualTo(x[0]);
        assertThat(points.x()[points.x().length - 1]).isEqualTo(x[x.length - 1]);
        double width = (x[x.length - 1] - x[0]) / COLUMNS;
        for (int column = 0; column < COLUMNS; column++) {
            double from = x[0] + column * width;
            double to = column == COLUMNS - 1 ? Double.POSITIVE_INFINITY : x[0] + (column + 1) * width;
            assertThat(extremes(points.x(), points.y(), from, to))
                    .as("column " + column)
                    .isEqualTo(extremes(x, y, from, to));
        }
        for (int i = 0; i < points.x().length; i++) {
            int at = Arrays.binarySearch(x, points.x()[i]);
            assertThat(points.y()[i]).as("a point of the series").isEqualTo(y[at]);
        }
    }

    private static double[] extremes(double[] x, double[] y, double from, double to) {
        double[] extremes = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int i = 0; i < x.length; i++) {
            if (x[i] >= from && x[i] < to) {
                extremes[0] = Math.min(extremes[0], y[i]);
                extremes[1] = Math.max(extremes[1], y[i]);
            }
        }
        return extremes;
    }

    @Test
    void keepsAGapOpen() {
        double[] x = new double[10_000];
        double[] y = new double[x.length];
        Arrays.setAll(x, i -> i);
        Arrays.fill(y, 4000, 6000, Double.NaN);

        Points points = Decimation.of(x, y, COLUMNS);

        for (int i = 1; i < points.x().length; i++) {
            boolean joined = Double.isFinite(points.y()[i - 1]) && Double.isFinite(points.y()[i]);
            assertThat(joined && points.x()[i - 1] < 4000 && points.x()[i] >= 6000)
                    .isFalse();
        }
        assertThat(points.y()).contains(Double.NaN);
    }

    @Test
    void leavesAShortSeriesAsItIs() {
        double[] x = {1, 2, 3};
        assertThat(Decimation.of(x, x, COLUMNS).y()).isSameAs(x);
    }
}
