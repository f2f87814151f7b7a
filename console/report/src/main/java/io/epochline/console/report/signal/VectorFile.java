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

    /** Each array as a signal {@code artifact.array}; one as long as θ also as {@code artifact.array.block} for each block. */
    static List<Signal> signals(String artifact, NpzReader file, List<Block> blocks) {
        List<Signal> signals = new ArrayList<>();
        if (!file.names().contains(STEP)) {
            return signals;
        }
        double[] steps = file.read(STEP).doubles();
        int parameters =
                blocks.stream().mapToInt(b -> b.offset() + b.size()).max().orElse(-1);
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
            if (shape[1] == parameters) {
                blocks.forEach(block -> signals.add(stretch(whole, block)));
            }
        }
        return signals;
    }

    private static Signal stretch(Signal whole, Block block) {
        double[] values = new double[whole.length() * block.size()];
        for (int t = 0; t < whole.length(); t++) {
            double[] row = whole.row(t);
            System.arraycopy(row, block.offset(), values, t * block.size(), block.size());
        }
        return Signal.vector(whole.name() + "." + block.name(), "", whole.steps(), values, block.components());
    }

    private static List<String> numbers(int count) {
        return Arrays.asList(
                IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new));
    }
}
