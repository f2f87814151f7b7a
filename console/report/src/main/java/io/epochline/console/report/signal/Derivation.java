package io.epochline.console.report.signal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.epochline.artifacts.npz.NpzReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * How signals come from the artifacts of a run. By step: {@code loss}, {@code grad_norm}, {@code step_norm}, {@code lr}, {@code accepted}.
 * By epoch: {@code train_loss}, {@code val_loss}, {@code metric.<name>}, {@code examples_per_second},
 * {@code epoch_duration}. By kept vector of parameters: {@code theta}, and {@code theta.<block>} for each block; their
 * truth is the minimum of a function of θ, where it is known. Then what {@code curvature.npz}, {@code precond.npz} and {@code grads.npz} hold, and the signals of {@code signals.npz} as they
 * are.
 */
final class Derivation {

    private static final String METRIC = "metric_";
    /** Beyond this, the whole of θ is told by its blocks alone. */
    private static final int MOST_COMPONENTS = 4096;

    private final RunFolder run;
    private final RunTrace trace;
    private final List<Block> blocks;
    /** Where a function of θ is least, as far as that is known. */
    private final double[] minimum;

    private final Map<String, Supplier<Signal>> signals = new LinkedHashMap<>();

    Derivation(RunFolder run) {
        this.run = run;
        this.trace = RunTrace.of(run);
        JsonNode meta = run.document("meta.json").orElse(MissingNode.getInstance());
        this.blocks = Block.of(meta);
        this.minimum = StreamSupport.stream(meta.path("minimum").spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    RunSignals signals() {
        byStep();
        double[] ends = trace.find("epoch_end_step").orElse(new double[0]);
        // Programs of others need not tell steps: then their epochs stand in the place of steps.
        boolean stepsAreEpochs = !ascending(ends);
        byEpoch(stepsAreEpochs ? trace.column("epoch") : ends);
        Theta theta = trace.theta();
        theta(theta);
        for (String artifact : List.of("curvature", "precond", "grads")) {
            arrays(artifact, theta.width());
        }
        run.arrays("signals.npz").ifPresent(this::kept);
        return new RunSignals(run.name(), ends, stepsAreEpochs, signals);
    }

    private static boolean ascending(double[] ends) {
        return IntStream.range(0, ends.length).allMatch(e -> (e == 0 ? 0 : ends[e - 1]) < ends[e]);
    }

    private void byStep() {
        for (String name : RunTrace.BY_STEP) {
            trace.find(name)
                    .filter(values -> values.length > 0)
                    .ifPresent(values -> put(Signal.scalar(name, "", steps(values.length), values)));
        }
    }

    private static double[] steps(int count) {
        return IntStream.rangeClosed(1, count).mapToDouble(step -> step).toArray();
    }

    private void byEpoch(double[] ends) {
        for (String name : trace.names()) {
            Optional<String> called =
                    switch (name) {
                        case "train_loss", "val_loss", "epoch_duration" -> Optional.of(name);
                        case "epoch_examples_per_second" -> Optional.of("examples_per_second");
                        case "epoch_lr" -> signals.containsKey("lr") ? Optional.empty() : Optional.of("lr");
                        default ->
                            name.startsWith(METRIC)
                                    ? Optional.of("metric." + name.substring(METRIC.length()))
                                    : Optional.empty();
                    };
            called.ifPresent(signal -> {
                Signal present = Signal.present(signal, unit(signal), ends, trace.column(name));
                if (present.length() > 0) {
                    put(present);
                }
            });
        }
    }

    private static String unit(String signal) {
        return switch (signal) {
            case "epoch_duration" -> "s";
            case "examples_per_second" -> "1/s";
            default -> Units.of(signal);
        };
    }

    private void theta(Theta theta) {
        if (theta.isEmpty()) {
            return;
        }
        int width = theta.width();
        if (width <= MOST_COMPONENTS) {
            Block all = new Block("", IntStream.range(0, width).toArray(), List.of(width), "");
            put("theta", () -> signal("theta", theta, all));
        }
        for (Block block : blocks) {
            if (block.fits(width)) {
                String name = "theta." + block.name();
                put(name, () -> signal(name, theta, block));
            }
        }
    }

    private Signal signal(String name, Theta theta, Block block) {
        Signal signal =
                Signal.vector(name, block.unit(), theta.steps(), theta.values(block.places()), block.components());
        return block.fits(minimum.length) ? signal.withTruth(block.of(minimum)) : signal;
    }

    private void arrays(String artifact, int parameters) {
        List<Block> fitting =
                blocks.stream().filter(block -> block.fits(parameters)).toList();
        run.arrays(artifact + ".npz").ifPresent(file -> {
            try (NpzReader reader = file) {
                VectorFile.signals(artifact, reader, parameters, fitting).forEach(this::put);
            }
        });
    }

    private void kept(NpzReader file) {
        try (NpzReader reader = file) {
            SignalsFile.read(reader).forEach(this::put);
        }
    }

    private void put(Signal signal) {
        signals.put(signal.name(), () -> signal);
    }

    private void put(String name, Supplier<Signal> signal) {
        signals.put(name, signal);
    }
}
