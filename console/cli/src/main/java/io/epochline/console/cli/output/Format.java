package io.epochline.console.cli.output;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Numbers as people read them, the same in every country. */
public final class Format {

    private static final String[] BINARY_UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};
    private static final String MISSING = "-";

    private Format() {}

    public static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    /** Four significant digits, {@code 0.01234} or {@code 1.234e-07}; {@code -} where there is none. */
    public static String number(Double value) {
        if (value == null) {
            return MISSING;
        }
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return value.toString();
        }
        if (size == 0) {
            return "0";
        }
        if (size < 1e-4 || size >= 1e7) {
            return text("%.3e", value);
        }
        int decimals = Math.clamp(3 - (long) Math.floor(Math.log10(size)), 0, 7);
        return text("%." + decimals + "f", value);
    }

    /** With a sign, {@code -12.3 %}; {@code -} where the base is no finite number above 0. */
    public static String change(Double from, Double to) {
        return from == null || to == null || !(from > 0) || !Double.isFinite(to / from)
                ? MISSING
                : text("%+.1f %%", 100 * (to / from - 1));
    }

    /** {@code 1,227,236}. */
    public static String count(long count) {
        return text("%,d", count);
    }

    /** {@code 11.8 M}: three digits and what they count. */
    public static String large(double count) {
        String[] units = {"", " k", " M", " G", " T", " P"};
        int unit = 0;
        double rest = count;
        while (rest >= 999.5 && unit < units.length - 1) {
            rest /= 1000;
            unit++;
        }
        String digits = unit == 0 || rest >= 99.95 ? "%.0f" : rest >= 9.995 ? "%.1f" : "%.2f";
        return text(digits, rest) + units[unit];
    }

    /** {@code 12.3 KiB}. */
    public static String bytes(long count) {
        double value = count;
        int unit = 0;
        while (value >= 1024 && unit < BINARY_UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? count + " B" : text("%.1f %s", value, BINARY_UNITS[unit]);
    }

    /** {@code 3.2 s}, {@code 2 min 05 s} or {@code 1 h 02 min}. */
    public static String duration(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 60) {
            return text("%.1f s", time.toMillis() / 1000.0);
        }
        return seconds < 3600
                ? text("%d min %02d s", seconds / 60, seconds % 60)
                : text("%d h %02d min", seconds / 3600, seconds / 60 % 60);
    }

    /** In one unit, {@code 5 s} or {@code 3 d}. */
    public static String age(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min";
        }
        return seconds < 86400 ? seconds / 3600 + " h" : seconds / 86400 + " d";
    }

    /** At most {@code width} characters, the last of them {@code …} where some are left out. */
    public static String fit(String text, int width) {
        return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
    }

    /** Lines of at most {@code width} characters, broken between words where there are any. */
    public static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            int end = space > 0 ? space : width;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }
}
