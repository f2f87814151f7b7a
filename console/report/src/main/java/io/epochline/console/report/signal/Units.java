package io.epochline.console.report.signal;

import java.util.Locale;
import java.util.Set;

/** Units that a name tells by its last part, as in {@code binary.x_position_as} or {@code raw_flux_error_ppm}. */
final class Units {

    private static final Set<String> KNOWN = Set.of(
            "as", "mas", "uas", "arcsec", "deg", "rad", "ppm", "nm", "um", "mm", "km", "ns", "us", "ms", "seconds",
            "hz", "ev", "percent");

    private Units() {}

    /** Empty where the name tells none. */
    static String of(String name) {
        String last = name.substring(name.lastIndexOf('_') + 1).toLowerCase(Locale.ROOT);
        if (last.length() == name.length() || !KNOWN.contains(last)) {
            return "";
        }
        return switch (last) {
            case "uas" -> "µas";
            case "um" -> "µm";
            case "us" -> "µs";
            case "arcsec" -> "as";
            case "seconds" -> "s";
            case "hz" -> "Hz";
            case "ev" -> "eV";
            case "percent" -> "%";
            default -> last;
        };
    }
}
