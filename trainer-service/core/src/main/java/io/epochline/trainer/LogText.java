package io.epochline.trainer;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.events.Json;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.stream.Collectors;

/** Numbers and settings as logs write them. */
public final class LogText {

    private LogText() {}

    /** The name, and each constant: {@code sgd lr=0.1 momentum=0.9}. */
    public static String settings(Object spec) {
        JsonNode document = Json.MAPPER.valueToTree(spec);
        return document.path("name").asText()
                + document.properties().stream()
                        .filter(constant -> !constant.getKey().equals("name"))
                        .map(constant -> " " + constant.getKey() + "=" + setting(constant.getValue()))
                        .collect(Collectors.joining());
    }

    private static String setting(JsonNode value) {
        return value.isNumber() ? setting(value.doubleValue()) : value.asText();
    }

    /** Plain, or with an exponent where plain would hide the digits. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }
        double magnitude = Math.abs(value);
        return magnitude == 0 || (magnitude >= 1e-4 && magnitude < 1e6)
                ? String.format(Locale.ROOT, "%.6f", value)
                : String.format(Locale.ROOT, "%.5e", value);
    }

    /** As a person would write it: {@code 0.001}, {@code 1e-8}. */
    public static String setting(double value) {
        BigDecimal decimal = BigDecimal.valueOf(value).stripTrailingZeros();
        return Math.abs(value) >= 1e-4 || value == 0
                ? decimal.toPlainString()
                : decimal.toString().toLowerCase(Locale.ROOT);
    }
}
