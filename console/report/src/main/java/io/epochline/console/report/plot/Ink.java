package io.epochline.console.report.plot;

import java.awt.BasicStroke;
import java.awt.Color;

/**
 * How something is drawn.
 *
 * @param width in points of the picture
 */
record Ink(Color colour, float width, Dash dash) {

    /** How a line is broken, so that signals differ where colours say which run it is. */
    enum Dash {
        SOLID,
        DASHED(7, 4),
        DOTTED(1.5f, 3),
        MIXED(8, 3, 1.5f, 3);

        private final float[] pattern;

        Dash(float... pattern) {
            this.pattern = pattern;
        }

        /** The first for 0, and so on, from the beginning after the last. */
        static Dash of(int number) {
            return values()[number % values().length];
        }
    }

    static Ink line(Color colour) {
        return new Ink(colour, 1.6f, Dash.SOLID);
    }

    Ink dashed(Dash pattern) {
        return new Ink(colour, width, pattern);
    }

    Ink thin() {
        return new Ink(colour, 0.9f, dash);
    }

    Ink bold() {
        return new Ink(colour, 2.2f, dash);
    }

    /** @param opacity from 0 to 1 */
    Ink faint(double opacity) {
        return new Ink(
                new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), (int) Math.round(255 * opacity)),
                width,
                dash);
    }

    BasicStroke stroke() {
        return dash == Dash.SOLID
                ? new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
                : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash.pattern, 0);
    }
}
