package io.epochline.console.cli.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import io.epochline.artifacts.DataFiles;
import io.epochline.events.spec.CampaignSpec;
import io.epochline.events.spec.CommandJob;
import io.epochline.events.spec.ObjectiveJob;
import io.epochline.events.spec.ParameterRange;
import io.epochline.events.spec.PosteriorJob;
import io.epochline.events.spec.RunJob;
import io.epochline.events.spec.StudySpec;
import io.epochline.events.spec.Submission;
import io.epochline.events.spec.TrainingJob;
import io.epochline.sampler.posterior.Posterior;
import io.epochline.sampler.study.JobTemplate;
import io.epochline.trainer.JobCheck;
import io.epochline.trainer.objective.ObjectiveCheck;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Refuses here what a worker would refuse later. */
final class Preflight {

    private Preflight() {}

    static void check(Submission submission, DataFiles files) {
        switch (submission) {
            case TrainingJob job -> JobCheck.check(job, files);
            case CampaignSpec campaign -> JobCheck.check(campaign.baseline(), files);
            case StudySpec study -> check(firstPoint(study), files);
            case ObjectiveJob job -> ObjectiveCheck.check(job, files);
            case CommandJob job -> {}
            case PosteriorJob job -> Posterior.of(job, path -> new String(files.read(path), StandardCharsets.UTF_8));
        }
    }

    /** The trial at the low end of every range and with the first of every choice. */
    private static RunJob firstPoint(StudySpec study) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        study.space().forEach((path, range) -> values.put(path, first(range)));
        return new JobTemplate(study.job()).with(values);
    }

    private static JsonNode first(ParameterRange range) {
        return switch (range) {
            case ParameterRange.Real real -> DoubleNode.valueOf(real.low());
            case ParameterRange.Int whole -> LongNode.valueOf(whole.low());
            case ParameterRange.Categorical categorical -> categorical.choices().getFirst();
        };
    }
}
