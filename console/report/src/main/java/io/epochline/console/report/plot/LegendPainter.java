package io.epochline.console.report.plot;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** A legend in as many rows as its width asks for. */
final class LegendPainter {

    static final int ROW = 19;

    private static final int SAMPLE = 26;
    private static final int GAP = 6;
    private static final int BETWEEN = 18;

    private record Placed(Panel.Entry entry, String text, double x, int row) {}

    private final List<Placed> placed = new ArrayList<>();
    private int rows;

    LegendPainter(List<Panel.Entry> entries, double width) {
        double x = 0;
        for (Panel.Entry entry : entries) {
            String text = Fonts.fit(Fonts.TEXT, entry.text(), width - SAMPLE - GAP);
            double wide = SAMPLE + GAP + Fonts.width(Fonts.TEXT, text);
            if (rows == 0 || x + wide > width) {
                rows++;
                x = 0;
            }
            placed.add(new Placed(entry, text, x, rows - 1));
            x += wide + BETWEEN;
        }
    }

    int height() {
        return rows * ROW;
    }

    /** Draws with the upper left corner at the origin of the graphics. */
    void paint(Graphics2D g) {
        for (Placed one : placed) {
            double middle = one.row() * ROW + ROW / 2.0;
            Ink ink = one.entry().ink();
            g.setColor(ink.colour());
            if (one.entry().filled()) {
                g.fill(new Rectangle2D.Double(one.x(), middle - 5, SAMPLE, 10));
            } else {
                g.setStroke(ink.stroke());
                g.draw(new Line2D.Double(one.x(), middle, one.x() + SAMPLE, middle));
            }
            g.setColor(Palette.TEXT);
            g.setFont(Fonts.TEXT);
            g.drawString(one.text(), (float) (one.x() + SAMPLE + GAP), (float) (middle + 4.5));
        }
    }
}
