package io.epochline.trainer.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One value for each row, beside the examples: what groups, strata and splits are made of.
 *
 * @param codes for each row, which of the values it has
 * @param values that differ from each other, in ascending order: as numbers where all are numbers, else as text
 */
@SuppressWarnings("ArrayRecordComponent") // shared within the package, never compared
record KeyColumn(String name, int[] codes, List<String> values) {

    static KeyColumn of(String name, String... cells) {
        Builder builder = new Builder(name);
        for (String cell : cells) {
            builder.add(cell);
        }
        return builder.build();
    }

    String value(int row) {
        return values.get(codes[row]);
    }

    /** Takes the values of the rows one after the other. */
    static final class Builder {

        private final String name;
        private final Map<String, Integer> seen = new HashMap<>();
        private int[] codes = new int[16];
        private int rows;

        Builder(String name) {
            this.name = name;
        }

        void add(String value) {
            if (rows == codes.length) {
                codes = Arrays.copyOf(codes, rows + (rows >> 1));
            }
            Integer code = seen.putIfAbsent(value, seen.size());
            codes[rows++] = code == null ? seen.size() - 1 : code;
        }

        KeyColumn build() {
            String[] values = new String[seen.size()];
            seen.forEach((value, code) -> values[code] = value);
            int[] ascending = ascending(values);
            int[] rank = new int[values.length];
            List<String> sorted = new ArrayList<>(values.length);
            for (int i = 0; i < ascending.length; i++) {
                rank[ascending[i]] = i;
                sorted.add(values[ascending[i]]);
            }
            return new KeyColumn(
                    name, IntStream.range(0, rows).map(row -> rank[codes[row]]).toArray(), sorted);
        }

        private static int[] ascending(String[] values) {
            Comparator<Integer> order = order(values);
            return IntStream.range(0, values.length)
                    .boxed()
                    .sorted(order)
                    .mapToInt(Integer::intValue)
                    .toArray();
        }

        private static Comparator<Integer> order(String[] values) {
            Comparator<Integer> asText = Comparator.comparing(i -> values[i]);
            try {
                long[] whole = Arrays.stream(values).mapToLong(Long::parseLong).toArray();
                return Comparator.<Integer>comparingLong(i -> whole[i]).thenComparing(asText);
            } catch (NumberFormatException notWhole) {
                try {
                    double[] numbers = Arrays.stream(values)
                            .mapToDouble(Double::parseDouble)
                            .toArray();
                    return Comparator.<Integer>comparingDouble(i -> numbers[i]).thenComparing(asText);
                } catch (NumberFormatException notANumber) {
                    return asText;
                }
            }
        }
    }
}
