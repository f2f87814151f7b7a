package io.epochline.console.report.export;

import io.epochline.console.report.signal.Signal;
import java.io.IOException;
import java.util.List;

/**
 * Signals as CSV (RFC 4180, lines end with a line feed), a row for each value: {@code signal}, {@code component} (empty for
 * a scalar), {@code unit}, {@code step}, {@code value}. What is missing has no row; what is not finite is {@code NaN},
 * {@code inf} or {@code -inf}.
 */
public final class SignalsCsv {

    private SignalsCsv() {}

    public static void write(List<Signal> signals, Appendable out) throws IOException {
        out.append("signal,component,unit,step,value\n");
        for (Signal signal : signals) {
            for (int t = 0; t < signal.length(); t++) {
                for (int i = 0; i < signal.width(); i++) {
                    String component = signal.isVector() ? signal.components().get(i) : "";
                    out.append(text(signal.name()))
                            .append(',')
                            .append(text(component))
                            .append(',')
                            .append(text(signal.unit()))
                            .append(',')
                            .append(Long.toString((long) signal.steps()[t]))
                            .append(',')
                            .append(number(signal.value(t, i)))
                            .append('\n');
                }
            }
        }
    }

    private static String number(double value) {
        return Double.isInfinite(value) ? value > 0 ? "inf" : "-inf" : Double.toString(value);
    }

    private static String text(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
