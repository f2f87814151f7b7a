package io.epochline.console.report.plot;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How numbers of a unit are written so that they are neither long nor full of zeros: {@code 0.0000032 s} as {@code 3.2 µs}.
 *
 * @param factor what a value is multiplied with
 * @param label of the axis: the unit with its prefix, or a power of ten; empty where a pure number is shown as it is
 */
record UnitScale(double factor, String label) {

    private static final Map<Integer, String> PREFIXES = Map.ofEntries(
            Map.entry(-12, "p"),
            Map.entry(-9, "n"),
            Map.entry(-6, "µ"),
            Map.entry(-3, "m"),
            Map.entry(0, ""),
            Map.entry(3, "k"),
            Map.entry(6, "M"),
            Map.entry(9, "G"),
            Map.entry(12, "T"));

    /** Units that take a prefix; {@code as} is the second of arc. */
    private static final Set<String> PREFIXED = Set.of(
            "s", "m", "g", "A", "K", "mol", "cd", "Hz", "N", "Pa", "J", "W", "V", "C", "F", "Ω", "T", "H", "rad", "sr",
            "as", "pc", "eV", "B", "bit", "Jy");

    private static final List<String> SUPERSCRIPTS = List.of("⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹");

    private static final String POWER = "×10";

    /** Pure numbers in this range are written as they are. */
    private static final double PLAIN_FROM = 0.01;

    private static final double PLAIN_BELOW = 10_000;

    /** As it is. */
    static UnitScale none(String unit) {
        return new UnitScale(1, unit);
    }

    /** @param largest absolute value that is shown */
    static UnitScale of(String unit, double largest) {
        if (!(largest > 0) || Double.isInfinite(largest)) {
            return none(unit);
        }
        String base = base(unit);
        if (base.isEmpty()) {
            return largest >= PLAIN_FROM && largest < PLAIN_BELOW ? none(unit) : power(unit, largest);
        }
        int own = exponentOf(unit.substring(0, unit.length() - base.length()));
        int exponent = Math.clamp(thousands(largest) + own, -12, 12);
        return new UnitScale(Math.pow(10, own - exponent), PREFIXES.get(exponent) + base);
    }

    /** A number that was multiplied with the factor, with its unit; of a pure number as it was before. */
    String text(double scaled) {
        if (label.startsWith(POWER)) {
            int space = label.indexOf(' ');
            return Numbers.of(scaled / factor) + (space < 0 ? "" : label.substring(space));
        }
        return Numbers.of(scaled) + (label.isEmpty() ? "" : " " + label);
    }

    private static UnitScale power(String unit, double largest) {
        int exponent = thousands(largest);
        String power = POWER + superscript(exponent);
        return new UnitScale(Math.pow(10, -exponent), unit.isEmpty() ? power : power + " " + unit);
    }

    /** The multiple of 3 below the decimal exponent, so that what is left is from 1 up to 1000. */
    private static int thousands(double largest) {
        return 3 * Math.floorDiv((int) Math.floor(Math.log10(largest * (1 + 1e-12))), 3);
    }

    /** The unit without its prefix; empty for one that takes none, such as {@code ppm}, {@code %} or {@code 1/s}. */
    private static String base(String unit) {
        if (PREFIXED.contains(unit)) {
            return unit;
        }
        return unit.length() > 1 && PREFIXED.contains(unit.substring(1)) && PREFIXES.containsValue(unit.substring(0, 1))
                ? unit.substring(1)
                : "";
    }

    private static int exponentOf(String prefix) {
        return PREFIXES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(prefix))
                .mapToInt(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** {@code ⁻³}. */
    static String superscript(int exponent) {
        StringBuilder text = new StringBuilder(exponent < 0 ? "⁻" : "");
        Integer.toString(Math.abs(exponent)).chars().forEach(digit -> text.append(SUPERSCRIPTS.get(digit - '0')));
        return text.toString();
    }
}
