package io.epochline.console.report.export;

import io.epochline.console.report.signal.Signal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What of a signal is told where there are scalars only: each component of a short vector, and the norm of a vector. */
final class Scalars {

    private static final int SHORT = 16;

    private Scalars() {}

    static Stream<Signal> of(Signal signal) {
        if (!signal.isVector()) {
            return Stream.of(signal);
        }
        Stream<Signal> components = signal.width() > SHORT
                ? Stream.empty()
                : IntStream.range(0, signal.width()).mapToObj(signal::component);
        return Stream.concat(components, Stream.of(norm(signal)));
    }

    private static Signal norm(Signal signal) {
        double[] norms = IntStream.range(0, signal.length())
                .mapToDouble(t ->
                        Math.sqrt(Arrays.stream(signal.row(t)).map(v -> v * v).sum()))
                .toArray();
        return new Signal(signal.name() + ".norm", signal.unit(), signal.steps(), norms, List.of(), new double[0]);
    }
}
