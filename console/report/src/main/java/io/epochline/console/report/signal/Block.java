package io.epochline.console.report.signal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * Elements of θ that mean something: a parameter of the index map in {@code meta.json}, or one of the blocks that the job
 * named.
 *
 * @param places where the elements are in θ
 * @param shape of the elements; empty for a single one
 * @param unit of its values; where the map tells none, what the name says
 */
record Block(String name, int[] places, List<Integer> shape, String unit) {

    /** The blocks of a run, less those that are all of θ; none where its meta tells none. */
    static List<Block> of(JsonNode meta) {
        List<Block> blocks = new ArrayList<>();
        for (JsonNode entry : meta.path("index_map")) {
            List<Integer> shape = numbers(entry.path("shape"));
            int size = shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
            blocks.add(stretch(
                    entry, entry.path("name").asText(), entry.path("offset").asInt(), size, shape));
        }
        if (blocks.size() == 1) {
            blocks.clear();
        }
        for (Map.Entry<String, JsonNode> named : meta.path("job").path("blocks").properties()) {
            JsonNode block = named.getValue();
            List<Integer> indices = numbers(block.path("indices"));
            blocks.add(
                    indices.isEmpty()
                            ? stretch(
                                    block,
                                    named.getKey(),
                                    block.path("from").asInt(),
                                    block.path("size").asInt(),
                                    List.of(block.path("size").asInt()))
                            : new Block(
                                    named.getKey(),
                                    indices.stream().mapToInt(Integer::intValue).toArray(),
                                    List.of(indices.size()),
                                    unit(block, named.getKey())));
        }
        return blocks;
    }

    private static Block stretch(JsonNode entry, String name, int from, int size, List<Integer> shape) {
        return new Block(name, IntStream.range(from, from + size).toArray(), shape, unit(entry, name));
    }

    private static String unit(JsonNode entry, String name) {
        return entry.path("unit").asText(Units.of(name));
    }

    private static List<Integer> numbers(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asInt)
                .toList();
    }

    int size() {
        return places.length;
    }

    /** Whether a vector of so many elements has all of them. */
    boolean fits(int width) {
        return Arrays.stream(places).allMatch(place -> place >= 0 && place < width);
    }

    /** Of a vector with all of θ. */
    double[] of(double[] vector) {
        return Arrays.stream(places).mapToDouble(place -> vector[place]).toArray();
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
