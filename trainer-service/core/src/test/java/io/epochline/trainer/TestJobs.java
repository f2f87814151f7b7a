package io.epochline.trainer;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzWriter;
import io.epochline.events.JobRequested;
import io.epochline.events.Json;
import io.epochline.events.spec.TrainingJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;

/** Small jobs that train in a moment, on three clouds of points in the plane. */
final class TestJobs {

    static final String JOB = """
            {"kind": "train", "name": "clouds", "epochs": 6, "batch_size": 16, "seed": 7,
             "data": {"source": "npz", "path": "s3://epochline/clouds.npz"},
             "model": {"name": "clouds", "layers": [{"dense": 16}, "relu", {"dropout": 0.1}, {"dense": 3}]},
             "loss": "cross_entropy", "optimizer": {"name": "adam", "lr": 0.02}}
            """;

    private TestJobs() {}

    static JobRequested request(String job) {
        return new JobRequested("run-1", null, spec(job), Map.of("role", "baseline"));
    }

    static TrainingJob spec(String job) {
        try {
            return Json.MAPPER.readValue(job, TrainingJob.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DataFiles files(ArtifactStore store) {
        return new DataFiles(Path.of("src/test/resources"), store);
    }

    /** 90 points around (0, 0), (3, 0) and (0, 3), with the number of their cloud. */
    static void putClouds(ArtifactStore store) {
        SplittableRandom random = new SplittableRandom(1);
        float[] points = new float[2 * 90];
        long[] clouds = new long[90];
        for (int row = 0; row < clouds.length; row++) {
            clouds[row] = row % 3;
            points[2 * row] = (float) ((row % 3 == 1 ? 3 : 0) + 0.6 * random.nextGaussian());
            points[2 * row + 1] = (float) ((row % 3 == 2 ? 3 : 0) + 0.6 * random.nextGaussian());
        }
        Map<String, NpyArray> arrays = Map.of("x", NpyArray.of(points, 90, 2), "y", NpyArray.of(clouds, 90));
        store.put("clouds.npz", NpzWriter.bytes(arrays), "application/x-npz");
    }
}
