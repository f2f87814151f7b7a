package io.epochline.events.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.epochline.events.Require;
import java.util.List;

/** Where the examples come from. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "source")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DataSpec.Spectral.class, name = "spectral"),
    @JsonSubTypes.Type(value = DataSpec.Npz.class, name = "npz"),
    @JsonSubTypes.Type(value = DataSpec.Csv.class, name = "csv")
})
public sealed interface DataSpec {

    /** How much is held out, and by which draw. */
    Split split();

    /**
     * @param validation the fraction held out, in (0, 1)
     * @param seed of the shuffle that decides which
     */
    record Split(Double validation, Long seed) {

        public Split {
            validation = validation == null ? 0.2 : validation;
            seed = seed == null ? 0L : seed;
            Require.that(validation > 0 && validation < 1, "split.validation", "in (0, 1)", validation);
        }

        static Split orDefault(Split split) {
            return split == null ? new Split(null, null) : split;
        }
    }

    /**
     * Spectral reconstruction, simulated: smooth spectra seen through a 2 × 2 filter mosaic, with noise.
     *
     * @param samples how many examples
     * @param size width and height of the mosaic image in pixels; x is f32[1, size, size]
     * @param bins of each spectrum; the target is f32[2, 2, bins]
     * @param noise standard deviation of the read noise, in units of full scale
     * @param outliers the fraction of target spectra with a spurious spike, 0 for none
     */
    record Spectral(Integer samples, Integer size, Integer bins, Double noise, Double outliers, Long seed, Split split)
            implements DataSpec {

        public Spectral {
            samples = samples == null ? 512 : samples;
            size = size == null ? 128 : size;
            bins = bins == null ? 30 : bins;
            noise = noise == null ? 0.02 : noise;
            outliers = outliers == null ? 0.0 : outliers;
            seed = seed == null ? 0L : seed;
            split = Split.orDefault(split);
            Require.that(samples >= 2 && samples <= 1_000_000, "data.samples", "between 2 and 1000000", samples);
            Require.that(size >= 8 && size <= 1024 && size % 2 == 0, "data.size", "even, between 8 and 1024", size);
            Require.that(bins >= 2 && bins <= 1024, "data.bins", "between 2 and 1024", bins);
            Require.that(noise >= 0 && noise <= 1, "data.noise", "in [0, 1]", noise);
            Require.that(outliers >= 0 && outliers <= 1, "data.outliers", "in [0, 1]", outliers);
        }
    }

    /**
     * Arrays from an NPZ archive; the first axis counts examples.
     *
     * @param path a file, or {@code s3://bucket/key}
     * @param x name of the array of inputs
     * @param y name of the array of targets; integers are class labels and become one-hot
     */
    record Npz(String path, String x, String y, Split split) implements DataSpec {

        public Npz {
            Require.text(path, "data.path");
            x = x == null ? "x" : x;
            y = y == null ? "y" : y;
            split = Split.orDefault(split);
        }
    }

    /**
     * Columns of a CSV file with a header line; x is f32[features].
     *
     * @param target the column to predict
     * @param features the columns to predict from; all others when absent
     * @param standardize whether columns are shifted and scaled to mean 0 and deviation 1, measured on the training part
     */
    record Csv(String path, String target, List<String> features, Boolean standardize, Split split)
            implements DataSpec {

        public Csv {
            Require.text(path, "data.path");
            Require.text(target, "data.target");
            features = features == null ? List.of() : List.copyOf(features);
            standardize = standardize == null || standardize;
            split = Split.orDefault(split);
        }
    }
}
