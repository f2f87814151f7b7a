package io.epochline.console.report.signal;

import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.artifacts.npz.NpzWriter;
import io.epochline.console.report.ReportException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code signals.npz}: {@code signal} and {@code unit} text[s], and for each signal its values under its name, f64[t] or
 * f64[t, n]; {@code <name>:step} f64[t]; where there are, {@code <name>:component} text[n] and {@code <name>:truth} f64[n].
 * What an array cannot be called, such as a name with a slash, has {@code _} in the place of these characters.
 */
public final class SignalsFile {

    private static final String STEP = ":step";
    private static final String COMPONENT = ":component";
    private static final String TRUTH = ":truth";

    private SignalsFile() {}

    public static byte[] write(List<Signal> signals) {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("signal", texts(signals.stream().map(Signal::name).toList()));
        arrays.put("unit", texts(signals.stream().map(Signal::unit).toList()));
        for (Signal signal : signals) {
            String name = key(signal.name());
            arrays.put(
                    name,
                    signal.isVector()
                            ? NpyArray.of(signal.values(), signal.length(), signal.width())
                            : NpyArray.of(signal.values(), signal.length()));
            arrays.put(name + STEP, NpyArray.of(signal.steps(), signal.length()));
            if (signal.isVector()) {
                arrays.put(name + COMPONENT, texts(signal.components()));
            }
            if (signal.truth().length > 0) {
                arrays.put(name + TRUTH, NpyArray.of(signal.truth(), signal.truth().length));
            }
        }
        return NpzWriter.bytes(arrays);
    }

    /** @throws ReportException when an array that must be there is not, or has another shape */
    public static List<Signal> read(NpzReader file) {
        Set<String> arrays = file.names();
        String[] names = file.read("signal").strings();
        String[] units = file.read("unit").strings();
        if (names.length != units.length) {
            throw ReportException.of(
                    "signals.npz: expected a unit for each of %d signals, found %d.", names.length, units.length);
        }
        List<Signal> signals = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            String name = key(names[i]);
            signals.add(new Signal(
                    names[i],
                    units[i],
                    file.read(name + STEP).doubles(),
                    file.read(name).doubles(),
                    arrays.contains(name + COMPONENT)
                            ? List.of(file.read(name + COMPONENT).strings())
                            : List.of(),
                    arrays.contains(name + TRUTH) ? file.read(name + TRUTH).doubles() : new double[0]));
        }
        return signals;
    }

    private static String key(String name) {
        String key = name.replaceAll("[/\\\\:\\p{Cntrl}]", "_");
        return key.equals("signal") || key.equals("unit") ? key + "_" : key;
    }

    private static NpyArray texts(List<String> texts) {
        return NpyArray.of(texts.toArray(String[]::new), texts.size());
    }
}
