package io.epochline.console.report.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/** Lays out a figure and draws it. */
final class FigurePainter {

    private static final int PANEL_WIDTH = 600;
    private static final int PANEL_HEIGHT = 390;
    private static final int MARGIN = 18;
    private static final int HEADING = 30;
    /** Where text above a panel begins. */
    private static final int INDENT = 10;

    private static final int LINE = 20;
    private static final int X_LABEL = 16;

    private final Figure figure;
    private final LegendPainter runs;

    FigurePainter(Figure figure) {
        this.figure = figure;
        this.runs = new LegendPainter(figure.legend(), width() - 2.0 * (MARGIN + INDENT));
    }

    String title() {
        return figure.title();
    }

    int width() {
        return figure.columns() * PANEL_WIDTH + 2 * MARGIN;
    }

    int height() {
        int rows = Math.ceilDiv(figure.panels().size(), figure.columns());
        return header() + rows * PANEL_HEIGHT + MARGIN;
    }

    private int header() {
        return MARGIN + HEADING + runs.height();
    }

    void paint(Graphics2D g) {
        g.setColor(Color.WHITE);
        g.fill(new Rectangle2D.Double(0, 0, width(), height()));
        int left = MARGIN + INDENT;
        text(g, Fonts.HEADING, Palette.TEXT, figure.title(), left, MARGIN + 18, width() - 2.0 * left);
        at(g, left, MARGIN + HEADING, () -> runs.paint(g));
        for (int i = 0; i < figure.panels().size(); i++) {
            Panel panel = figure.panels().get(i);
            int x = MARGIN + i % figure.columns() * PANEL_WIDTH;
            int y = header() + i / figure.columns() * PANEL_HEIGHT;
            at(g, x, y, () -> paint(g, panel));
        }
    }

    private void paint(Graphics2D g, Panel panel) {
        double room = PANEL_WIDTH - 2.0 * INDENT;
        text(g, Fonts.TITLE, Palette.TEXT, panel.title(), INDENT, LINE, room);
        int top = LINE + 4;
        if (!panel.subtitle().isEmpty()) {
            text(g, Fonts.TEXT, Palette.FAINT, panel.subtitle(), INDENT, top + LINE - 6, room);
            top += LINE;
        }
        LegendPainter legend = new LegendPainter(panel.legend(), room);
        at(g, INDENT, top, () -> legend.paint(g));
        top += legend.height();
        if (!panel.y().label().isEmpty()) {
            text(g, Fonts.TICKS, Palette.TEXT, panel.y().label(), INDENT, top + LINE - 8, room);
            top += LINE - 4;
        }
        PanelPainter axes = new PanelPainter(panel, PANEL_WIDTH, PANEL_HEIGHT - X_LABEL - top);
        at(g, 0, top, () -> axes.paint(g));
        double middle = (PANEL_WIDTH - Fonts.width(Fonts.TICKS, panel.x().label())) / 2;
        text(g, Fonts.TICKS, Palette.TEXT, panel.x().label(), middle, PANEL_HEIGHT - X_LABEL + 6, room);
    }

    private static void at(Graphics2D g, int x, int y, Runnable painting) {
        g.translate(x, y);
        painting.run();
        g.translate(-x, -y);
    }

    private static void text(Graphics2D g, Font font, Color colour, String text, double x, double y, double room) {
        g.setFont(font);
        g.setColor(colour);
        g.drawString(Fonts.fit(font, text, room), (float) x, (float) y);
    }
}
