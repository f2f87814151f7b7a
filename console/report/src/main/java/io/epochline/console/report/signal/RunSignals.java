package io.epochline.console.report.signal;

import io.epochline.console.report.ReportException;
import io.epochline.events.Suggestion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The signals of one run, each derived when it is asked for. */
public final class RunSignals {

    private final String name;
    private final double[] epochEnds;
    private final boolean stepsAreEpochs;
    private final Map<String, Supplier<Signal>> signals;

    RunSignals(String name, double[] epochEnds, boolean stepsAreEpochs, Map<String, Supplier<Signal>> signals) {
        this.name = name;
        this.epochEnds = epochEnds;
        this.stepsAreEpochs = stepsAreEpochs;
        this.signals = new LinkedHashMap<>(signals);
    }

    /**
     * What can be derived from the artifacts of a run: of a run that is going on, as far as its segments go.
     *
     * @throws ReportException when it has left no trace yet
     */
    public static RunSignals of(RunFolder run) {
        return new Derivation(run).signals();
    }

    /** Signals that are there already. */
    public static RunSignals of(String name, List<Signal> signals) {
        Map<String, Supplier<Signal>> all = new LinkedHashMap<>();
        signals.forEach(signal -> all.put(signal.name(), () -> signal));
        return new RunSignals(name, new double[0], false, all);
    }

    /** How the run is called. */
    public String name() {
        return name;
    }

    public Set<String> names() {
        return Collections.unmodifiableSet(signals.keySet());
    }

    public Optional<Signal> find(String signal) {
        return Optional.ofNullable(signals.get(signal)).map(Supplier::get);
    }

    /**
     * The signal of this name.
     *
     * @throws ReportException when there is none, with the name that was probably meant
     */
    public Signal get(String signal) {
        return find(signal)
                .orElseThrow(() -> ReportException.of(
                        "Run '%s' has no signal '%s'%s. It has: %s",
                        name, signal, Suggestion.of(signal, names()), String.join(", ", names())));
    }

    /** The names that a pattern stands for, in which {@code *} is any text; at most the one name where it has none. */
    public List<String> matching(String pattern) {
        if (!pattern.contains("*")) {
            return signals.containsKey(pattern) ? List.of(pattern) : List.of();
        }
        Pattern regex = Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
        return names().stream().filter(regex.asMatchPredicate()).toList();
    }

    /** All signals, one after the other. */
    public List<Signal> all() {
        List<Signal> all = new ArrayList<>();
        signals.values().forEach(signal -> all.add(signal.get()));
        return all;
    }

    /** Whether what is called a step of a signal is an epoch, since the run tells no steps. */
    public boolean stepsAreEpochs() {
        return stepsAreEpochs;
    }

    /** Whether the run tells where its epochs end. */
    public boolean hasEpochs() {
        return epochEnds.length > 0;
    }

    /** Which epoch a step belongs to, with its fraction: 1.0 at the end of the first; linear beyond the last. */
    public double epochOf(double step) {
        if (stepsAreEpochs) {
            return step;
        }
        int after = 0;
        while (after < epochEnds.length - 1 && epochEnds[after] < step) {
            after++;
        }
        double begin = after == 0 ? 0 : epochEnds[after - 1];
        return after + (step - begin) / (epochEnds[after] - begin);
    }
}
