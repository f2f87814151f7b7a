package io.epochline.console.report.plot;

import java.awt.Font;
import java.awt.font.FontRenderContext;

/** The fonts of a picture, in points. */
final class Fonts {

    static final Font HEADING = new Font(Font.SANS_SERIF, Font.BOLD, 18);
    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    static final Font TICKS = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);
    private static final String ELLIPSIS = "…";

    private Fonts() {}

    static double width(Font font, String text) {
        return font.getStringBounds(text, CONTEXT).getWidth();
    }

    /** The text, shortened at its end where it is wider than there is room. */
    static String fit(Font font, String text, double room) {
        if (width(font, text) <= room) {
            return text;
        }
        int length = text.length();
        while (length > 0 && width(font, text.substring(0, length) + ELLIPSIS) > room) {
            length--;
        }
        return text.substring(0, length).stripTrailing() + ELLIPSIS;
    }
}
