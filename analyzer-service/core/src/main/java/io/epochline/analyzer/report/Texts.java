package io.epochline.analyzer.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers and names as all reports print them. */
final class Texts {

    private Texts() {}

    static String value(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : "–";
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    /** {@code −15.4 %}, with a sign always; empty where there is none. */
    static String change(OptionalDouble change) {
        return change.isPresent()
                ? String.format(Locale.ROOT, "%+.1f %%", 100 * change.getAsDouble())
                        .replace('-', '−')
                : "";
    }

    /** The name of a named model, or that it is one of its own. */
    static String model(JsonNode model) {
        return model.isTextual() ? model.asText() : model.path("name").asText("of its own layers");
    }

    /** On one line, whatever it was. */
    static String line(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    /** As text inside a Markdown table. */
    static String markdown(String text) {
        return line(text).replaceAll("([\\\\|`*_<>\\[\\]])", "\\\\$1");
    }

    /** As text or attribute inside HTML. */
    static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
