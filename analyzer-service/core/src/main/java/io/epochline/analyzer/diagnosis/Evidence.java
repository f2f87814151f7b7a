package io.epochline.analyzer.diagnosis;

import io.epochline.artifacts.curve.Curves;
import io.epochline.artifacts.curve.Point;
import io.epochline.events.Symptom;
import java.util.List;
import java.util.Locale;

/** The wording of evidence: numbers with four digits, positions as printed, lines of the log where there are any. */
final class Evidence {

    static final String INFO = "info";
    static final String WARNING = "warning";
    static final String SEVERE = "severe";

    private Evidence() {}

    static Symptom symptom(String id, String severity, String... sentences) {
        return new Symptom(id, severity, List.of(sentences));
    }

    /** Such as {@code 0.2134 at epoch 7 (line 12)}. */
    static String at(Curves curves, Point point) {
        String where = number(point.value()) + " at " + position(curves, point);
        return point.line() > 0 ? where + " (line " + point.line() + ")" : where;
    }

    static String position(Curves curves, Point point) {
        return curves.unit() + " " + number(point.at());
    }

    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return Long.toString((long) value);
        }
        return String.format(Locale.ROOT, "%.4g", value);
    }

    static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
    }
}
