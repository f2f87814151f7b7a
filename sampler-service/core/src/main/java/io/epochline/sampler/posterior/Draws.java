package io.epochline.sampler.posterior;

import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzWriter;
import io.epochline.events.SamplingFinished.ParameterSummary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The draws of all chains, and what they say. */
public final class Draws {

    private final List<LogDensity.Variable> variables;
    private final int dimension;
    private final double[][][] positions;
    private final double[][] logDensities;
    private int count;
    private double acceptance = Double.NaN;

    Draws(List<LogDensity.Variable> variables, int chains, int capacity) {
        this.variables = variables;
        this.dimension = variables.stream()
                .mapToInt(variable -> variable.elements().size())
                .sum();
        this.positions = new double[dimension][chains][capacity];
        this.logDensities = new double[chains][capacity];
    }

    void add(double[][] at, double[] densities, double acceptanceSoFar) {
        for (int chain = 0; chain < at.length; chain++) {
            for (int i = 0; i < dimension; i++) {
                positions[i][chain][count] = at[chain][i];
            }
            logDensities[chain][count] = densities[chain];
        }
        count++;
        acceptance = acceptanceSoFar;
    }

    /** Draws per chain. */
    public int count() {
        return count;
    }

    /** The share of proposals accepted after warm-up; NaN before the first. */
    public double acceptance() {
        return acceptance;
    }

    /** By element, such as {@code beta[bmi]}; empty while there are fewer than 4 draws. */
    public Map<String, ParameterSummary> summaries() {
        Map<String, ParameterSummary> summaries = new LinkedHashMap<>();
        int i = 0;
        for (LogDensity.Variable variable : variables) {
            for (String element : variable.elements()) {
                double[][] draws = drawn(positions[i++]);
                if (count >= 4) {
                    summaries.put(element, Diagnostics.summarize(draws));
                }
            }
        }
        return summaries;
    }

    private double[][] drawn(double[][] chains) {
        return Arrays.stream(chains)
                .map(chain -> count == chain.length ? chain : Arrays.copyOf(chain, count))
                .toArray(double[][]::new);
    }

    /**
     * An NPZ archive with one array per variable, f64[chain, draw] for scalars and f64[chain, draw, element] for others,
     * as {@code arviz.from_dict} takes them, and {@code log_density} f64[chain, draw].
     */
    public byte[] toNpz() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (NpzWriter npz = new NpzWriter(bytes, NpzWriter.Compression.STORED)) {
            int first = 0;
            for (LogDensity.Variable variable : variables) {
                npz.add(variable.name(), array(first, variable));
                first += variable.elements().size();
            }
            npz.add("log_density", NpyArray.of(flat(logDensities), logDensities.length, count));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private NpyArray array(int first, LogDensity.Variable variable) {
        int chains = logDensities.length;
        int elements = variable.elements().size();
        if (variable.elements().equals(List.of(variable.name()))) {
            return NpyArray.of(flat(positions[first]), chains, count);
        }
        double[] values = new double[chains * count * elements];
        int next = 0;
        for (int chain = 0; chain < chains; chain++) {
            for (int draw = 0; draw < count; draw++) {
                for (int i = 0; i < elements; i++) {
                    values[next++] = positions[first + i][chain][draw];
                }
            }
        }
        return NpyArray.of(values, chains, count, elements);
    }

    private double[] flat(double[][] chains) {
        return Arrays.stream(chains)
                .flatMapToDouble(chain -> Arrays.stream(chain, 0, count))
                .toArray();
    }
}
