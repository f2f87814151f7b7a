package io.epochline.console.report.plot;

import java.util.List;

/**
 * Axes with marks on them.
 *
 * @param title what is shown
 * @param subtitle what it came to; may be empty
 * @param marks those that come later lie above
 * @param legend which ink is what; empty where the title says it all
 */
record Panel(String title, String subtitle, Axis x, Axis y, List<Mark> marks, List<Entry> legend) {

    Panel withX(Axis other) {
        return new Panel(title, subtitle, other, y, marks, legend);
    }

    /**
     * An entry of a legend.
     *
     * @param filled whether the ink fills a band, or else draws a line
     */
    record Entry(Ink ink, String text, boolean filled) {}
}
