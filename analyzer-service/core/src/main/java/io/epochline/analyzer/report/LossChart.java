package io.epochline.analyzer.report;

import io.epochline.artifacts.curve.Point;
import io.epochline.artifacts.curve.Series;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Curves as inline SVG. Each ends in its number, moved apart where ends meet; names stand in the table beside the chart, so that both fit a phone. Colours are Okabe and Ito's, which colour-blind
 * readers tell apart; the second round of them is dashed.
 */
final class LossChart {
    private static final int WIDTH = 400;
    private static final int HEIGHT = 260;
    private static final int LEFT = 46;
    private static final int RIGHT = 34;
    private static final int TOP = 10;
    private static final int BOTTOM = 34;
    private static final int LABEL_GAP = 13;
    /** A linear axis would press curves that span more than this onto its floor. */
    private static final double LOGARITHMIC_FROM = 20;

    private static final List<String> COLOURS =
            List.of("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#8A6D00", "#2F9BD8", "#7A3E9D");

    private final List<List<Point>> curves;
    private final Axis x;
    private final Axis y;

    private LossChart(List<List<Point>> curves) {
        this.curves = curves;
        double[] epochs = points(Point::at);
        double[] losses = points(Point::value);
        this.x = new Axis(min(epochs), Math.max(max(epochs), min(epochs) + 1), false);
        boolean logarithmic = min(losses) > 0 && max(losses) / min(losses) > LOGARITHMIC_FROM;
        this.y = Axis.around(min(losses), max(losses), logarithmic);
    }

    /**
     * The chart, or a sentence where no curve has a finite value.
     *
     * @param about what it shows, for those who cannot see it
     * @param unit of the horizontal axis
     */
    static String svg(List<Series> curves, String about, String unit) {
        List<List<Point>> finite = curves.stream().map(Series::finite).toList();
        boolean drawable = finite.stream().anyMatch(points -> !points.isEmpty());
        return drawable ? new LossChart(finite).draw(about, unit) : "<p>No run left a curve.</p>";
    }

    /** The colour of the curve with this number. */
    static String colour(int number) {
        return number == 0 ? "#1a1a1a" : COLOURS.get((number - 1) % COLOURS.size());
    }

    private String draw(String about, String unit) {
        StringBuilder svg = new StringBuilder("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n"
                .formatted(WIDTH, HEIGHT, Texts.html(about)));
        for (double tick : y.ticks()) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>\n",
                    LEFT,
                    WIDTH - RIGHT,
                    top(tick),
                    top(tick)));
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
                    LEFT - 5,
                    top(tick) + 4,
                    Axis.label(tick)));
        }
        for (double tick : x.wholeTicks()) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
                    left(tick),
                    HEIGHT - BOTTOM + 15,
                    Axis.label(tick)));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
                (LEFT + WIDTH - RIGHT) / 2,
                HEIGHT - 4,
                Texts.html(unit)));
        double[] labels = labels();
        for (int number = curves.size() - 1; number >= 0; number--) {
            svg.append(curve(number, labels[number]));
        }
        return svg.append("</svg>").toString();
    }

    private String curve(int number, double labelTop) {
        List<Point> points = curves.get(number);
        if (points.isEmpty()) {
            return "";
        }
        String path = points.stream()
                .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", left(point.at()), top(point.value())))
                .collect(Collectors.joining(" "));
        Point end = points.get(points.size() - 1);
        String dashes = number > COLOURS.size() ? " stroke-dasharray=\"5 3\"" : "";
        return String.format(
                Locale.ROOT,
                "<g stroke=\"%1$s\" fill=\"%1$s\"><polyline points=\"%2$s\" fill=\"none\"%3$s/>"
                        + "<circle cx=\"%4$.1f\" cy=\"%5$.1f\" r=\"2.5\"/>"
                        + "<line class=\"leader\" x1=\"%4$.1f\" y1=\"%5$.1f\" x2=\"%9$d\" y2=\"%10$.1f\"/>"
                        + "<text class=\"end\" x=\"%6$d\" y=\"%7$.1f\">%8$d</text></g>\n",
                colour(number),
                path,
                dashes,
                left(end.at()),
                top(end.value()),
                WIDTH - RIGHT + 17,
                labelTop + 4,
                number,
                WIDTH - RIGHT + 15,
                labelTop);
    }

    /** Where the number of each curve stands: at the end of its curve, pushed down until no two touch, then back up into the picture. */
    private double[] labels() {
        double[] tops = new double[curves.size()];
        List<Integer> order = IntStream.range(0, curves.size())
                .boxed()
                .filter(i -> !curves.get(i).isEmpty())
                .sorted(Comparator.comparingDouble(this::endTop))
                .toList();
        double floor = TOP;
        for (int i : order) {
            tops[i] = Math.max(endTop(i), floor);
            floor = tops[i] + LABEL_GAP;
        }
        double ceiling = HEIGHT - BOTTOM;
        for (int i : order.reversed()) {
            tops[i] = Math.min(tops[i], ceiling);
            ceiling = tops[i] - LABEL_GAP;
        }
        return tops;
    }

    private double endTop(int number) {
        return top(curves.get(number).getLast().value());
    }

    private double[] points(ToDoubleFunction<Point> coordinate) {
        return curves.stream().flatMap(List::stream).mapToDouble(coordinate).toArray();
    }

    private double left(double epoch) {
        return LEFT + x.share(epoch) * (WIDTH - LEFT - RIGHT);
    }

    private double top(double loss) {
        return HEIGHT - BOTTOM - y.share(loss) * (HEIGHT - TOP - BOTTOM);
    }

    private static double min(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }
}
