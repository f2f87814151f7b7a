package io.epochline.trainer.objective;

import io.epochline.compute.engine.IndexMap;
import io.epochline.events.Suggestion;
import io.epochline.events.spec.ObjectiveJob.Block;
import io.epochline.trainer.TrainerException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** What parts of θ are called: the function's own names, and those that the job gives. */
final class ThetaBlocks {

    private final int size;
    private final Map<String, int[]> elements = new LinkedHashMap<>();

    /** @throws TrainerException if a block lies outside of θ, or an element is in two blocks of the job */
    ThetaBlocks(IndexMap own, Map<String, Block> given) {
        this.size = own.size();
        own.entries()
                .forEach(entry -> elements.put(
                        entry.name(), stretch(entry.offset(), entry.shape().size())));
        String[] owners = new String[size];
        given.forEach((name, block) -> {
            int[] indices = block.indices() == null
                    ? stretch(block.from(), block.size())
                    : block.indices().stream().mapToInt(Integer::intValue).toArray();
            for (int index : indices) {
                claim(owners, index, name);
            }
            elements.put(name, indices);
        });
    }

    /**
     * A factor for each element of θ.
     *
     * @param factors by block
     * @return {@code f64[size]}, 1 where no factor applies
     * @throws TrainerException if a factor is for a block that is not there
     */
    double[] scale(Map<String, Double> factors) {
        double[] scale = new double[size];
        Arrays.fill(scale, 1);
        factors.forEach((name, factor) -> {
            int[] indices = elements.get(name);
            if (indices == null) {
                throw TrainerException.job(
                        "optimizer.block_scale: there is no block '%s', there is %s%s",
                        name, String.join(", ", elements.keySet()), Suggestion.of(name, elements.keySet()));
            }
            for (int index : indices) {
                scale[index] *= factor;
            }
        });
        return scale;
    }

    private void claim(String[] owners, int index, String name) {
        if (index >= size) {
            throw TrainerException.job(
                    "blocks.%s: theta has %d elements, numbered from 0; found element %d.", name, size, index);
        }
        if (owners[index] != null) {
            throw TrainerException.job("blocks: element %d is in '%s' and in '%s'.", index, owners[index], name);
        }
        owners[index] = name;
    }

    private static int[] stretch(int from, int size) {
        return IntStream.range(from, from + size).toArray();
    }
}
