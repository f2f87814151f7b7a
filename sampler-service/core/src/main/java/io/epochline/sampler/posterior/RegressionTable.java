package io.epochline.sampler.posterior;

import io.epochline.events.Suggestion;
import io.epochline.events.spec.PosteriorJob;
import io.epochline.sampler.SamplerException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The columns of a regression, standardised to mean 0 and deviation 1.
 *
 * @param columns {@code [features, rows]}, row-major
 * @param target {@code [rows]}
 */
record RegressionTable(List<String> features, int rows, double[] columns, double[] target) {

    /** @param csv with a header line; columns of numbers, separated by commas */
    static RegressionTable read(String csv, PosteriorJob.LinearRegression spec) {
        String[] lines = csv.lines().filter(line -> !line.isBlank()).toArray(String[]::new);
        if (lines.length < 3) {
            throw SamplerException.invalidData("%s must have a header line and at least 2 rows, found: %d lines"
                    .formatted(spec.path(), lines.length));
        }
        List<String> header =
                Arrays.stream(lines[0].split(",")).map(String::strip).toList();
        List<String> features = spec.features().isEmpty()
                ? header.stream().filter(name -> !name.equals(spec.target())).toList()
                : spec.features();
        double[] target = column(lines, header, spec.target(), spec.path());
        int rows = target.length;
        double[] columns = new double[features.size() * rows];
        for (int i = 0; i < features.size(); i++) {
            System.arraycopy(column(lines, header, features.get(i), spec.path()), 0, columns, i * rows, rows);
        }
        return new RegressionTable(features, rows, columns, target);
    }

    private static double[] column(String[] lines, List<String> header, String name, String path) {
        int index = header.indexOf(name);
        if (index < 0) {
            throw SamplerException.invalidData("%s has no column '%s'; it has %s%s"
                    .formatted(path, name, String.join(", ", header), Suggestion.of(name, header)));
        }
        double[] values = IntStream.range(1, lines.length)
                .mapToDouble(row -> number(lines[row].split(",", -1), header, index, row + 1, path))
                .toArray();
        double mean = Arrays.stream(values).average().orElseThrow();
        double deviation = Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
        if (deviation == 0) {
            throw SamplerException.invalidData(
                    "%s: column '%s' must vary, found %s in every row".formatted(path, name, values[0]));
        }
        return Arrays.stream(values).map(value -> (value - mean) / deviation).toArray();
    }

    private static double number(String[] cells, List<String> header, int index, int line, String path) {
        if (cells.length != header.size()) {
            throw SamplerException.invalidData(
                    "%s:%d: expected %d columns, found %d".formatted(path, line, header.size(), cells.length));
        }
        try {
            double value = Double.parseDouble(cells[index].strip());
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below, with what was found
        }
        throw SamplerException.invalidData("%s:%d: column '%s' must be a finite number, found: '%s'"
                .formatted(path, line, header.get(index), cells[index].strip()));
    }
}
