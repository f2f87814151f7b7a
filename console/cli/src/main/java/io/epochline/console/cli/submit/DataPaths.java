package io.epochline.console.cli.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.epochline.events.spec.CampaignSpec;
import io.epochline.events.spec.CommandJob;
import io.epochline.events.spec.FunctionSpec;
import io.epochline.events.spec.JobPath;
import io.epochline.events.spec.ObjectiveJob;
import io.epochline.events.spec.PosteriorJob;
import io.epochline.events.spec.StudySpec;
import io.epochline.events.spec.Submission;
import io.epochline.events.spec.TrainingJob;
import java.util.Optional;

/** Finds the files that a submission names, and puts others in their places. */
final class DataPaths {

    /** What stands in the place of a file. */
    @FunctionalInterface
    interface Replacement {

        /** @param key of the job under which the path stands */
        String of(String key, String path);
    }

    private DataPaths() {}

    static Submission replace(Submission submission, Replacement path) {
        return switch (submission) {
            case TrainingJob job -> training(job, path);
            case ObjectiveJob job -> objective(job, path);
            case CommandJob job -> job;
            case PosteriorJob job -> posterior(job, path);
            case CampaignSpec campaign -> campaign.on(training(campaign.baseline(), path));
            case StudySpec study ->
                new StudySpec(
                        study.name(),
                        template(study.job(), path),
                        study.space(),
                        study.sampler(),
                        study.trials(),
                        study.parallel(),
                        study.metric(),
                        study.direction(),
                        study.seed());
        };
    }

    private static TrainingJob training(TrainingJob job, Replacement path) {
        return new TrainingJob(
                job.name(),
                job.data().withPath(given -> path.of("data", given)),
                with(job.model(), "onnx", "model", path),
                job.loss(),
                job.objective(),
                job.optimizer(),
                job.schedule(),
                job.clipNorm(),
                job.clipValue(),
                job.epochs(),
                job.batchSize(),
                job.batches(),
                job.earlyStopping(),
                job.timeLimit(),
                job.record(),
                job.recordEvery(),
                job.seed(),
                job.stage());
    }

    private static JsonNode template(JsonNode job, Replacement path) {
        JsonNode network = with(with(job, "data.path", "data", path), "model.onnx", "model", path);
        return with(network, "objective.path", "objective", path);
    }

    private static ObjectiveJob objective(ObjectiveJob job, Replacement path) {
        return job.objective() instanceof FunctionSpec.OfFile file
                ? job.with(file.at(path.of("objective", file.path())))
                : job;
    }

    private static PosteriorJob posterior(PosteriorJob job, Replacement path) {
        PosteriorJob.Target target =
                switch (job.target()) {
                    case PosteriorJob.Gaussian gaussian -> gaussian;
                    case PosteriorJob.LinearRegression regression ->
                        new PosteriorJob.LinearRegression(
                                path.of("target", regression.path()),
                                regression.target(),
                                regression.features(),
                                regression.priorScale());
                };
        return new PosteriorJob(
                job.name(), target, job.chains(), job.draws(), job.warmup(), job.stepSize(), job.seed());
    }

    private static JsonNode with(JsonNode document, String place, String key, Replacement path) {
        Optional<String> given =
                JobPath.get(document, place).filter(JsonNode::isTextual).map(JsonNode::asText);
        return given.isEmpty() ? document : JobPath.with(document, place, TextNode.valueOf(path.of(key, given.get())));
    }
}
