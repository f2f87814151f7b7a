package io.epochline.console.report.signal;

import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** An archive with {@code step} i64[k] and numbers {@code f[k]} or vectors {@code f[k, n]} at these steps. */
final class VectorFile {

    private static final String STEP = "step";

    private VectorFile() {}

    /**
     * Each array as a signal {@code artifact.array}; one with all of θ also as {@code artifact.array.block} for each block.
     *
     * @param parameters how many elements θ has
     * @param blocks that fit it
     */
    static List<Signal> signals(String artifact, NpzReader file, int parameters, List<Block> blocks) {
        List<Signal> signals = new ArrayList<>();
        if (!file.names().contains(STEP)) {
            return signals;
        }
        double[] steps = file.read(STEP).doubles();
        for (String name : file.names()) {
            long[] shape = file.header(name).shape();
            if (name.equals(STEP) || shape.length == 0 || shape.length > 2 || shape[0] != steps.length) {
                continue;
            }
            NpyArray array = file.read(name);
            String called = artifact + "." + name;
            if (shape.length == 1) {
                signals.add(Signal.scalar(called, "", steps, array.doubles()));
                continue;
            }
            Signal whole = Signal.vector(called, "", steps, array.doubles(), numbers((int) shape[1]));
            signals.add(whole);
            if (whole.width() == parameters) {
                blocks.forEach(block -> signals.add(part(whole, block)));
            }
        }
        return signals;
    }

    private static Signal part(Signal whole, Block block) {
        double[] values = IntStream.range(0, whole.length())
                .mapToObj(whole::row)
                .flatMapToDouble(row -> Arrays.stream(block.of(row)))
                .toArray();
        return Signal.vector(whole.name() + "." + block.name(), "", whole.steps(), values, block.components());
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
}
