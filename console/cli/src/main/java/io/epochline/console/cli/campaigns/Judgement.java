package io.epochline.console.cli.campaigns;

import io.epochline.analyzer.campaign.PairedTest;
import io.epochline.events.spec.TrainingJob;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a campaign is worth: its job beside the baseline it began with, both trained on seeds that the campaign never saw.
 *
 * @param before the mean objective of the baseline
 * @param after that of the campaign's job
 * @param improvement of the mean, such as 0.2 for 20 % less
 * @param p of the paired t-test
 */
public record Judgement(double before, double after, double improvement, double p) {

    /** Seeds that judge. */
    static final int DRAWS = 5;

    static Judgement of(Workshop workshop, TrainingJob baseline, TrainingJob job) {
        double[] from = values(workshop, baseline, "baseline");
        double[] to = job.equals(baseline) ? from : values(workshop, job, "job");
        double before = mean(from);
        double after = mean(to);
        PairedTest test = PairedTest.of(
                IntStream.range(0, DRAWS).mapToDouble(i -> to[i] - from[i]).toArray());
        return new Judgement(before, after, (before - after) / Math.abs(before), test.p());
    }

    private static double[] values(Workshop workshop, TrainingJob job, String name) {
        return IntStream.range(0, DRAWS)
                .mapToDouble(draw -> workshop.value(BenchTask.unseen(job, draw), name + "-" + draw))
                .toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
