package io.epochline.trainer.objective;

import io.epochline.artifacts.DataFiles;
import io.epochline.events.spec.DataSpec;
import io.epochline.trainer.data.Dataset;
import io.epochline.trainer.data.Datasets;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Columns of a CSV file: features shifted and scaled to mean 0 and deviation 1 over all rows, and a target.
 *
 * @param x {@code f64[rows * features]}, row-major
 * @param y {@code f64[rows]}
 */
record RegressionData(double[] x, double[] y, String sha256) {

    /**
     * @param features all columns but the target when empty
     * @param scaleTarget whether the target is brought to mean 0 and deviation 1 too
     * @throws io.epochline.trainer.TrainerException naming the row and column that cannot be read
     */
    static RegressionData read(
            String path, String target, List<String> features, boolean scaleTarget, DataFiles files) {
        Dataset data = Datasets.open(csv(path, target, features), files).data();
        int rows = data.rows();
        int width = data.inputShape().size();
        FloatBuffer inputs = FloatBuffer.allocate(rows * width);
        FloatBuffer targets = FloatBuffer.allocate(rows);
        for (int row = 0; row < rows; row++) {
            data.copy(row, inputs, targets);
        }
        double[] x = doubles(inputs.array());
        double[] y = doubles(targets.array());
        for (int column = 0; column < width; column++) {
            standardize(x, column, width);
        }
        if (scaleTarget) {
            standardize(y, 0, 1);
        }
        return new RegressionData(x, y, data.sha256());
    }

    private static DataSpec csv(String path, String target, List<String> features) {
        return new DataSpec.Csv(path, target, features, false, null, null, null);
    }

    /** A column that does not vary is only shifted. */
    private static void standardize(double[] table, int column, int width) {
        int rows = table.length / width;
        double mean = 0;
        for (int i = column; i < table.length; i += width) {
            mean += table[i] / rows;
        }
        double variance = 0;
        for (int i = column; i < table.length; i += width) {
            variance += (table[i] - mean) * (table[i] - mean) / rows;
        }
        double scale = variance > 0 ? Math.sqrt(variance) : 1;
        for (int i = column; i < table.length; i += width) {
            table[i] = (table[i] - mean) / scale;
        }
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
