package io.epochline.compute.loss;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All building blocks by name. */
final class Blocks {
    static final List<Block> ALL = Stream.of(
                    PointwiseBlocks.ALL,
                    SpectralBlocks.ALL,
                    ClassBlocks.ALL,
                    GaussianBlocks.ALL,
                    PairBlocks.ALL,
                    FunctionBlocks.ALL)
            .flatMap(List::stream)
            .toList();

    private static final Map<String, Block> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Block::name, Function.identity()));

    /** Other names that people use; the canonical text has the block's own. */
    private static final Map<String, String> ALIASES = Map.of(
            "l1", "mae",
            "l2", "mse",
            "pinball", "quantile",
            "total_variation", "tv",
            "logcosh", "log_cosh",
            "smooth", "second_difference");

    private Blocks() {}

    static Optional<Block> find(String name) {
        return Optional.ofNullable(BY_NAME.get(ALIASES.getOrDefault(name, name)));
    }

    static boolean contains(String name) {
        return find(name).isPresent();
    }

    static Set<String> names() {
        return Stream.concat(BY_NAME.keySet().stream(), ALIASES.keySet().stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
