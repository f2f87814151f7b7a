package io.epochline.console.report.signal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * A stretch of θ that means something, from the index map in {@code meta.json}.
 *
 * @param unit of its values; where the map tells none, what the name says
 */
record Block(String name, int offset, List<Integer> shape, String unit) {

    /** The blocks of a run; none where its meta tells none. */
    static List<Block> of(JsonNode meta) {
        List<Block> blocks = new ArrayList<>();
        for (JsonNode entry : meta.path("index_map")) {
            String name = entry.path("name").asText();
            List<Integer> shape = StreamSupport.stream(entry.path("shape").spliterator(), false)
                    .map(JsonNode::asInt)
                    .toList();
            blocks.add(new Block(
                    name,
                    entry.path("offset").asInt(),
                    shape,
                    entry.path("unit").asText(Units.of(name))));
        }
        return blocks;
    }

    int size() {
        return shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
    }

    /** What its components are called: {@code 0}, {@code 1} of a vector, {@code 1,0} of a matrix; none of a scalar. */
    List<String> components() {
        return shape.isEmpty()
                ? List.of()
                : IntStream.range(0, size()).mapToObj(this::component).toList();
    }

    private String component(int flat) {
        int[] index = new int[shape.size()];
        int rest = flat;
        for (int axis = index.length - 1; axis >= 0; axis--) {
            index[axis] = rest % shape.get(axis);
            rest /= shape.get(axis);
        }
        return String.join(",", Arrays.stream(index).mapToObj(Integer::toString).toList());
    }
}
