package io.epochline.trainer.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code name=value}, any number of times in a line and with anything between: the form that Katib's collector of metrics
 * reads. A later value of one name replaces an earlier one of the line.
 */
final class NamedValues implements MetricReader {

    static final String NUMBER = "([+-]?(?:(?:\\d+\\.?\\d*|\\.\\d+)(?:[Ee][+-]?\\d+)?|(?i:nan|inf(?:inity)?)))"
            // It is not the beginning of a date, a version or a name; a full stop may follow.
            + "(?!\\w|\\.\\w|[-:/]\\d)";

    private static final Pattern PAIR = Pattern.compile("([\\w|/.-]+)\\s*=\\s*" + NUMBER);

    @Override
    public Optional<Told> read(String line) {
        Map<String, Double> pairs = new LinkedHashMap<>();
        if (line.indexOf('=') >= 0) {
            Matcher pair = PAIR.matcher(line);
            while (pair.find()) {
                pairs.put(pair.group(1), number(pair.group(2)));
            }
        }
        return Optional.of(Told.of(pairs)).filter(told -> !told.isEmpty());
    }

    /** A number as programs print it, with {@code nan} and {@code inf} in whatever case. */
    static double number(String text) {
        String plain = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
        double size = plain.regionMatches(true, 0, "nan", 0, 3)
                ? Double.NaN
                : plain.regionMatches(true, 0, "inf", 0, 3) ? Double.POSITIVE_INFINITY : Double.parseDouble(plain);
        return text.startsWith("-") ? -size : size;
    }
}
