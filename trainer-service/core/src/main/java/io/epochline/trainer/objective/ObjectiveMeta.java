package io.epochline.trainer.objective;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.epochline.compute.engine.IndexMap;
import io.epochline.events.JobRequested;
import io.epochline.events.spec.ObjectiveJob;
import io.epochline.events.spec.ObjectiveJob.Block;
import io.epochline.trainer.Parameter;
import io.epochline.trainer.Provenance;
import io.epochline.trainer.TrainerSettings;
import io.epochline.trainer.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code meta.json} of a run on a function: where it comes from, enough to repeat it, learning rates and all. The names of
 * what it shares with a network's are the same.
 *
 * @param job with nothing left to defaults: optimizer, schedule, source of curvature, cadence and bounds
 * @param indexMap which stretch of {@code theta} is what, as the function and then the job call it
 * @param minimum where the function is known to be lowest, absent where it is not
 * @param data absent where the function comes from no file
 * @param keptEvery how many steps lie between two whose vectors are kept: as asked for, unless that would be too large
 */
record ObjectiveMeta(
        @JsonUnwrapped Provenance provenance,
        ObjectiveJob job,
        List<Parameter> indexMap,
        double[] minimum,
        Data data,
        int keptEvery,
        Map<String, Long> seeds,
        String device,
        String precision) {

    /** @param sha256 of the file that the function was read from */
    record Data(String sha256) {}

    static ObjectiveMeta of(
            JobRequested request, int attempt, PreparedObjective prepared, int keptEvery, TrainerSettings settings) {
        OpenedFunction opened = prepared.opened();
        return new ObjectiveMeta(
                Provenance.of(request, attempt, Versions.all(), settings),
                prepared.job(),
                parameters(opened.function().indexMap(), prepared.job().blocks()),
                opened.minimum(),
                opened.sha256() == null ? null : new Data(opened.sha256()),
                keptEvery,
                Map.of("job", prepared.job().seed()),
                "cpu",
                "f32");
    }

    private static List<Parameter> parameters(IndexMap own, Map<String, Block> blocks) {
        List<Parameter> parameters = new ArrayList<>(Parameter.of(own));
        blocks.forEach((name, block) -> {
            if (block.indices() == null) {
                parameters.add(new Parameter(name, block.from(), List.of(block.size())));
            }
        });
        return parameters;
    }
}
