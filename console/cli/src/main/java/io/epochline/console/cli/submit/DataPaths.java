package io.epochline.console.cli.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.epochline.events.spec.CampaignSpec;
import io.epochline.events.spec.DataSpec;
import io.epochline.events.spec.JobPath;
import io.epochline.events.spec.PosteriorJob;
import io.epochline.events.spec.StudySpec;
import io.epochline.events.spec.Submission;
import io.epochline.events.spec.TrainingJob;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Finds the data file that a submission names, and puts another in its place. */
final class DataPaths {

    private static final String IN_A_TEMPLATE = "data.path";

    private DataPaths() {}

    static Submission replace(Submission submission, UnaryOperator<String> path) {
        return switch (submission) {
            case TrainingJob job -> training(job, path);
            case PosteriorJob job -> posterior(job, path);
            case CampaignSpec campaign ->
                new CampaignSpec(
                        campaign.name(), training(campaign.baseline(), path), campaign.losses(), campaign.models());
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

    private static TrainingJob training(TrainingJob job, UnaryOperator<String> path) {
        DataSpec data =
                switch (job.data()) {
                    case DataSpec.Spectral simulated -> simulated;
                    case DataSpec.Npz npz -> new DataSpec.Npz(path.apply(npz.path()), npz.x(), npz.y(), npz.split());
                    case DataSpec.Csv csv ->
                        new DataSpec.Csv(
                                path.apply(csv.path()), csv.target(), csv.features(), csv.standardize(), csv.split());
                };
        return new TrainingJob(
                job.name(),
                data,
                job.model(),
                job.loss(),
                job.objective(),
                job.optimizer(),
                job.schedule(),
                job.clipNorm(),
                job.clipValue(),
                job.epochs(),
                job.batchSize(),
                job.earlyStopping(),
                job.seed());
    }

    private static PosteriorJob posterior(PosteriorJob job, UnaryOperator<String> path) {
        PosteriorJob.Target target =
                switch (job.target()) {
                    case PosteriorJob.Gaussian gaussian -> gaussian;
                    case PosteriorJob.LinearRegression regression ->
                        new PosteriorJob.LinearRegression(
                                path.apply(regression.path()),
                                regression.target(),
                                regression.features(),
                                regression.priorScale());
                };
        return new PosteriorJob(
                job.name(), target, job.chains(), job.draws(), job.warmup(), job.stepSize(), job.seed());
    }

    private static JsonNode template(JsonNode job, UnaryOperator<String> path) {
        Optional<String> given =
                JobPath.get(job, IN_A_TEMPLATE).filter(JsonNode::isTextual).map(JsonNode::asText);
        return given.isEmpty() ? job : JobPath.with(job, IN_A_TEMPLATE, TextNode.valueOf(path.apply(given.get())));
    }
}
