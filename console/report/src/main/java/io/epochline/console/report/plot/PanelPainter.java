package io.epochline.console.report.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws a panel's axes and marks. XChart draws the axes, ticks and grid. The marks are drawn here, each line as one path:
 * XChart draws every segment by itself, so that dashes would begin anew at each point, and a file would be full of
 * segments.
 */
final class PanelPainter {

    private static final int LEFT = 58;
    /** Where all lines have no more points than this, each point has a dot. */
    private static final int DOTTED_UP_TO = 40;

    private final Panel panel;
    private final XYChart chart;
    private final boolean dots;

    /** @param width of the axes with their labels, in points */
    PanelPainter(Panel panel, int width, int height) {
        this.panel = panel;
        this.chart = new XYChart(width, height);
        this.dots = panel.marks().stream()
                .allMatch(mark -> !(mark instanceof Mark.Line line) || line.x().length <= DOTTED_UP_TO);
        style();
        XYSeries corners = chart.addSeries("corners", corners(panel.x()), corners(panel.y()));
        corners.setMarker(SeriesMarkers.NONE);
        corners.setLineStyle(SeriesLines.NONE);
    }

    /** The ends, and a number between: XChart puts ticks at evenly spaced data, but at round numbers for what is not. */
    private static double[] corners(Axis axis) {
        return new double[] {axis.min(), axis.min() + 0.01 * (axis.max() - axis.min()), axis.max()};
    }

    private void style() {
        XYStyler style = chart.getStyler();
        style.setLegendVisible(false);
        style.setChartTitleVisible(false);
        style.setAxisTitlesVisible(false);
        style.setChartBackgroundColor(Color.WHITE);
        style.setPlotBackgroundColor(Color.WHITE);
        style.setPlotBorderColor(Palette.FRAME);
        style.setPlotGridLinesColor(Palette.GRID);
        style.setPlotGridLinesStroke(new Ink(Palette.GRID, 1, Ink.Dash.SOLID).stroke());
        style.setAxisTickMarksColor(Palette.FRAME);
        style.setAxisTickLabelsColor(Palette.TEXT);
        style.setAxisTickLabelsFont(Fonts.TICKS);
        style.setChartPadding(6);
        style.setPlotMargin(0);
        style.setPlotContentSize(1);
        style.setAxisTicksLineVisible(false);
        style.setYAxisLeftWidthHint(LEFT);
        style.setLocale(Locale.ROOT);
        style.setXAxisMin(panel.x().min());
        style.setXAxisMax(panel.x().max());
        style.setYAxisMin(panel.y().min());
        style.setYAxisMax(panel.y().max());
        style.setYAxisLogarithmic(panel.y().logarithmic());
        style.setYAxisLogarithmicDecadeOnly(false);
        style.setXAxisTickLabelsFormattingFunction(panel.x()::tick);
        style.setYAxisTickLabelsFormattingFunction(panel.y()::tick);
    }

    /** Draws at the origin of the graphics. */
    void paint(Graphics2D g) {
        chart.paint(g, chart.getWidth(), chart.getHeight());
        Rectangle2D plot = plot();
        Shape before = g.getClip();
        g.clip(plot);
        for (Mark mark : panel.marks()) {
            switch (mark) {
                case Mark.Line line -> paint(g, line, plot);
                case Mark.Band band -> paint(g, band, plot);
                case Mark.Level level -> {
                    g.setColor(level.ink().colour());
                    g.setStroke(level.ink().stroke());
                    g.draw(new Line2D.Double(plot.getMinX(), top(level.y()), plot.getMaxX(), top(level.y())));
                }
            }
        }
        g.setClip(before);
    }

    /** Where the axes enclose the marks. */
    private Rectangle2D plot() {
        double left = left(panel.x().min());
        double top = top(panel.y().max());
        return new Rectangle2D.Double(
                left, top, left(panel.x().max()) - left, top(panel.y().min()) - top);
    }

    private void paint(Graphics2D g, Mark.Line line, Rectangle2D plot) {
        Decimation.Points points = Decimation.of(line.x(), line.y(), (int) Math.ceil(plot.getWidth()));
        g.setColor(line.ink().colour());
        g.setStroke(line.ink().stroke());
        double radius = Math.max(1.2, 1.4 * line.ink().width());
        Path2D path = new Path2D.Double();
        boolean drawing = false;
        for (int i = 0; i < points.x().length; i++) {
            if (!isFinite(points.y(), i)) {
                drawing = false;
                continue;
            }
            double left = left(points.x()[i]);
            double top = top(points.y()[i]);
            if (drawing) {
                path.lineTo(left, top);
            } else {
                path.moveTo(left, top);
            }
            boolean alone = !drawing && !isFinite(points.y(), i + 1);
            if (dots || alone) {
                g.fill(new Ellipse2D.Double(left - radius, top - radius, 2 * radius, 2 * radius));
            }
            drawing = true;
        }
        g.draw(path);
    }

    private static boolean isFinite(double[] values, int i) {
        return i < values.length && Double.isFinite(values[i]);
    }

    private void paint(Graphics2D g, Mark.Band band, Rectangle2D plot) {
        int columns = (int) Math.ceil(plot.getWidth());
        g.setColor(band.ink().colour());
        for (int from = 0; from < band.x().length; from++) {
            int to = from;
            while (isFinite(band.low(), to) && isFinite(band.high(), to)) {
                to++;
            }
            if (to - from > 1) {
                double[] x = Arrays.copyOfRange(band.x(), from, to);
                Decimation.Points high = Decimation.of(x, Arrays.copyOfRange(band.high(), from, to), columns);
                Decimation.Points low = Decimation.of(x, Arrays.copyOfRange(band.low(), from, to), columns);
                g.fill(between(high, low));
            }
            from = to;
        }
    }

    private Path2D between(Decimation.Points high, Decimation.Points low) {
        Path2D path = new Path2D.Double();
        path.moveTo(left(high.x()[0]), top(high.y()[0]));
        for (int i = 1; i < high.x().length; i++) {
            path.lineTo(left(high.x()[i]), top(high.y()[i]));
        }
        for (int i = low.x().length - 1; i >= 0; i--) {
            path.lineTo(left(low.x()[i]), top(low.y()[i]));
        }
        path.closePath();
        return path;
    }

    private double left(double x) {
        return chart.getScreenXFromChart(x);
    }

    private double top(double y) {
        return chart.getScreenYFromChart(y);
    }
}
