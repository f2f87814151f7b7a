package io.epochline.events.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.epochline.events.Require;
import java.util.List;
import java.util.function.UnaryOperator;

/** Where the examples come from. A path is a file or folder, or {@code s3://bucket/key}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "source")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DataSpec.Spectral.class, name = "spectral"),
    @JsonSubTypes.Type(value = DataSpec.Npz.class, name = "npz"),
    @JsonSubTypes.Type(value = DataSpec.Csv.class, name = "csv"),
    @JsonSubTypes.Type(value = DataSpec.Parquet.class, name = "parquet"),
    @JsonSubTypes.Type(value = DataSpec.Images.class, name = "images")
})
public sealed interface DataSpec {

    /** What is held out. */
    SplitSpec split();

    /** The column that says which rows belong together, such as a series or a patient; null where none does. */
    default String group() {
        return null;
    }

    /** The column whose values keep their shares in stratified splits and batches; null for the class. */
    default String strata() {
        return null;
    }

    /** The same with another path; simulated data stays as it is. */
    DataSpec withPath(UnaryOperator<String> change);

    /**
     * Spectral reconstruction, simulated: smooth spectra seen through a 2 × 2 filter mosaic, with noise.
     *
     * @param samples how many examples
     * @param size width and height of the mosaic image in pixels; x is f32[1, size, size]
     * @param bins of each spectrum; the target is f32[2, 2, bins]
     * @param noise standard deviation of the read noise, in units of full scale
     * @param outliers the fraction of target spectra with a spurious spike, 0 for none
     */
    record Spectral(
            Integer samples, Integer size, Integer bins, Double noise, Double outliers, Long seed, SplitSpec split)
            implements DataSpec {

        public Spectral {
            samples = samples == null ? 512 : samples;
            size = size == null ? 128 : size;
            bins = bins == null ? 30 : bins;
            noise = noise == null ? 0.02 : noise;
            outliers = outliers == null ? 0.0 : outliers;
            seed = seed == null ? 0L : seed;
            split = split == null ? SplitSpec.DEFAULT : split;
            Require.that(samples >= 2 && samples <= 1_000_000, "data.samples", "between 2 and 1000000", samples);
            Require.that(size >= 8 && size <= 1024 && size % 2 == 0, "data.size", "even, between 8 and 1024", size);
            Require.that(bins >= 2 && bins <= 1024, "data.bins", "between 2 and 1024", bins);
            Require.that(noise >= 0 && noise <= 1, "data.noise", "in [0, 1]", noise);
            Require.that(outliers >= 0 && outliers <= 1, "data.outliers", "in [0, 1]", outliers);
            Require.that(
                    split instanceof SplitSpec.Random || split instanceof SplitSpec.Time time && time.column() == null,
                    "data.split",
                    "random, or time without a column, since simulated data has no columns",
                    split);
        }

        @Override
        public DataSpec withPath(UnaryOperator<String> change) {
            return this;
        }
    }

    /**
     * Arrays from an NPZ archive; the first axis counts examples. Columns are arrays of one axis.
     *
     * @param x name of the array of inputs
     * @param y name of the array of targets; integers are class labels and become one-hot
     */
    record Npz(String path, String x, String y, String group, String strata, SplitSpec split) implements DataSpec {

        public Npz {
            Require.text(path, "data.path");
            x = x == null ? "x" : x;
            y = y == null ? "y" : y;
            split = split == null ? SplitSpec.DEFAULT : split;
            requireGroup(split, group);
        }

        @Override
        public DataSpec withPath(UnaryOperator<String> change) {
            return new Npz(change.apply(path), x, y, group, strata, split);
        }
    }

    /** Columns of a table; x is f32[features], the target f32[1]. */
    sealed interface Table extends DataSpec {

        String path();

        /** The column to predict. */
        String target();

        /** The columns to predict from; when empty all that have no other purpose. */
        List<String> features();

        /** Whether columns are shifted and scaled to mean 0 and deviation 1, measured on the training part. */
        Boolean standardize();
    }

    /** A CSV file with a header line. */
    record Csv(
            String path,
            String target,
            List<String> features,
            Boolean standardize,
            String group,
            String strata,
            SplitSpec split)
            implements Table {

        public Csv {
            Require.text(path, "data.path");
            Require.text(target, "data.target");
            features = features == null ? List.of() : List.copyOf(features);
            standardize = standardize == null || standardize;
            split = split == null ? SplitSpec.DEFAULT : split;
            requireGroup(split, group);
            requireNoArrays(split);
        }

        @Override
        public DataSpec withPath(UnaryOperator<String> change) {
            return new Csv(change.apply(path), target, features, standardize, group, strata, split);
        }
    }

    /** A Parquet file. */
    record Parquet(
            String path,
            String target,
            List<String> features,
            Boolean standardize,
            String group,
            String strata,
            SplitSpec split)
            implements Table {

        public Parquet {
            Require.text(path, "data.path");
            Require.text(target, "data.target");
            features = features == null ? List.of() : List.copyOf(features);
            standardize = standardize == null || standardize;
            split = split == null ? SplitSpec.DEFAULT : split;
            requireGroup(split, group);
            requireNoArrays(split);
        }

        @Override
        public DataSpec withPath(UnaryOperator<String> change) {
            return new Parquet(change.apply(path), target, features, standardize, group, strata, split);
        }
    }

    /**
     * PNG images; x is f32[1 or 3, height, width] in [0, 1].
     *
     * @param path a folder with one folder of images for each class; with labels, a folder that holds them anyhow
     * @param labels a CSV file in that folder, with numbers to predict for each image; null for classes
     * @param file the column of labels with the images' names, relative to the folder
     * @param targets the columns of labels to predict; when empty all that have no other purpose
     * @param color what inputs are; null for grey where all images are grey, and rgb otherwise
     * @param size height and width that images are resized to; empty where they all have the same anyhow
     */
    record Images(
            String path,
            String labels,
            String file,
            List<String> targets,
            Color color,
            List<Integer> size,
            String group,
            String strata,
            SplitSpec split)
            implements DataSpec {

        private static final int LARGEST = 4096;

        /** The channels of an input. */
        public enum Color {
            @JsonProperty("grey")
            GREY(1),
            @JsonProperty("rgb")
            RGB(3);

            private final int channels;

            Color(int channels) {
                this.channels = channels;
            }

            public int channels() {
                return channels;
            }
        }

        public Images {
            Require.text(path, "data.path");
            file = file == null ? "file" : file;
            targets = targets == null ? List.of() : List.copyOf(targets);
            size = size == null ? List.of() : List.copyOf(size);
            split = split == null ? SplitSpec.DEFAULT : split;
            Require.that(
                    size.isEmpty() || size.size() == 2 && size.stream().allMatch(n -> n >= 1 && n <= LARGEST),
                    "data.size",
                    "[height, width], each between 1 and " + LARGEST,
                    size);
            Require.that(
                    labels != null || targets.isEmpty() && group == null && strata == null,
                    "data.labels",
                    "there for targets, group and strata, which are its columns",
                    labels);
            requireGroup(split, group);
            requireNoArrays(split);
        }

        @Override
        public DataSpec withPath(UnaryOperator<String> change) {
            return new Images(change.apply(path), labels, file, targets, color, size, group, strata, split);
        }
    }

    private static void requireGroup(SplitSpec split, String group) {
        Require.that(
                !(split instanceof SplitSpec.Group) || group != null,
                "data.group",
                "the column that says which rows belong together, for a split by group",
                group);
    }

    private static void requireNoArrays(SplitSpec split) {
        Require.that(
                !(split instanceof SplitSpec.Given given) || given.column() != null,
                "data.split.column",
                "there, since only an npz file holds arrays of row numbers",
                null);
    }
}
