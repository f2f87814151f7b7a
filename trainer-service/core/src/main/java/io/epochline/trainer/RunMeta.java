package io.epochline.trainer;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.compute.engine.IndexMap;
import io.epochline.events.JobRequested;
import io.epochline.events.spec.Recorded;
import io.epochline.events.spec.TrainingJob;
import io.epochline.trainer.data.Standardization;
import java.util.List;
import java.util.Map;

/**
 * {@code meta.json}: where a run comes from, enough to repeat it.
 *
 * @param model the whole architecture document, with nothing left to defaults; of a model from a file the {@code sha256}
 * @param indexMap which stretch of {@code theta} is which parameter
 * @param recordedEvery how many steps lie between two of which an artifact keeps something; absent where none is asked for
 */
record RunMeta(
        @JsonUnwrapped Provenance provenance,
        TrainingJob job,
        JsonNode model,
        String loss,
        String objective,
        List<Parameter> indexMap,
        Map<Recorded, Long> recordedEvery,
        Data data,
        Map<String, Long> seeds,
        String device,
        String precision) {

    /**
     * What was trained on.
     *
     * @param standardization how to bring raw columns into the form that the model takes; absent where it takes them raw
     */
    record Data(
            String sha256,
            int rows,
            int trainRows,
            int validationRows,
            List<Integer> inputShape,
            List<Integer> targetShape,
            boolean classes,
            Standardization standardization) {}

    static RunMeta of(
            JobRequested request,
            int attempt,
            PreparedJob prepared,
            IndexMap indexMap,
            Map<Recorded, Long> recordedEvery,
            TrainerSettings settings) {
        TrainingJob job = prepared.job();
        return new RunMeta(
                Provenance.of(request, attempt, Versions.all(), settings),
                job,
                prepared.model().document(),
                prepared.loss().canonical(),
                prepared.objective().canonical(),
                Parameter.of(indexMap),
                recordedEvery.isEmpty() ? null : recordedEvery,
                data(prepared),
                Map.of("job", job.seed(), "split", job.data().split().seed()),
                settings.execution().device().label(),
                settings.execution().precision().label());
    }

    private static Data data(PreparedJob prepared) {
        return new Data(
                prepared.data().sha256(),
                prepared.data().rows(),
                prepared.trainRows(),
                prepared.partition().validation().length,
                prepared.data().inputShape().dims(),
                prepared.data().targetShape().dims(),
                prepared.data().classes(),
                prepared.data().standardization().orElse(null));
    }
}
