package io.epochline.console.report.export;

import io.epochline.console.report.export.proto.Summary;
import io.epochline.console.report.signal.Signal;
import java.util.Optional;
import java.util.stream.Stream;

/** What stands under one tag of an event file, step by step: numbers, or histograms of a vector. */
record Series(Signal signal) {

    /** What is told of a signal, without what has no entry. */
    static Stream<Series> of(Signal signal) {
        Stream<Signal> told = signal.isVector() ? Stream.of(signal) : Stream.empty();
        return Stream.concat(Scalars.of(signal), told)
                .filter(part -> part.length() > 0)
                .map(Series::new);
    }

    String tag() {
        return signal.name().replace('.', '/');
    }

    double[] steps() {
        return signal.steps();
    }

    /** Empty where a vector has no finite value. */
    Optional<Summary.Value> value(int entry) {
        Summary.Value.Builder value = Summary.Value.newBuilder().setTag(tag());
        return signal.isVector()
                ? Spread.of(signal.row(entry))
                        .map(histogram -> value.setHisto(histogram).build())
                : Optional.of(
                        value.setSimpleValue((float) signal.values()[entry]).build());
    }
}
