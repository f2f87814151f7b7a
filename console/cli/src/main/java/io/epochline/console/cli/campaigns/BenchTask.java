package io.epochline.console.cli.campaigns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.epochline.analyzer.proposal.Change;
import io.epochline.events.Json;
import io.epochline.events.spec.CampaignSpec;
import io.epochline.events.spec.DataSpec;
import io.epochline.events.spec.JobFile;
import io.epochline.events.spec.TrainingJob;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A campaign of {@code tasks.yaml}.
 *
 * @param about its baseline, in words
 * @param campaign as in a job file; paths are relative to {@code docs/examples}
 */
record BenchTask(String name, String about, JsonNode campaign) {

    /** Seeds of a try lie so far apart that no campaign's fresh seeds reach the next one's. */
    private static final int STRIDE = 1000;

    /** Beyond the fresh seeds of any campaign of the bench. */
    private static final int JUDGING = 500;

    static List<BenchTask> all() {
        try (InputStream resource = BenchTask.class.getResourceAsStream("tasks.yaml")) {
            return List.of(new YAMLMapper().readValue(resource, BenchTask[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The campaign with other first parameters, another split, and of simulated data other examples. */
    CampaignSpec seeded(int tried) {
        CampaignSpec spec = (CampaignSpec) JobFile.read(campaign.toString(), name);
        TrainingJob job = spec.baseline();
        TrainingJob other = job.data() instanceof DataSpec.Spectral
                ? changed(job, tried * STRIDE, tried * STRIDE)
                : changed(job, tried * STRIDE, 0);
        return spec.on(other);
    }

    /** The same with at most so many losses, models and settings in a round. */
    CampaignSpec seeded(int tried, int ofAKind) {
        CampaignSpec spec = seeded(tried);
        return new CampaignSpec(
                spec.name(),
                spec.baseline(),
                ofAKind,
                ofAKind,
                ofAKind,
                spec.rounds(),
                spec.parallel(),
                spec.halving(),
                spec.confirmation(),
                spec.budget(),
                spec.enough());
    }

    /** A job in a draw of chance that no campaign has seen: first parameters, batches, and what is held out. */
    static TrainingJob unseen(TrainingJob job, int draw) {
        return changed(job, JUDGING + draw, 0);
    }

    private static TrainingJob changed(TrainingJob job, long seed, long examples) {
        ObjectNode keys = Json.MAPPER.createObjectNode().put("seed", job.seed() + seed);
        ObjectNode data = keys.putObject("data");
        data.putObject("split").put("seed", job.data().split().seed() + seed);
        if (job.data() instanceof DataSpec.Spectral spectral && examples != 0) {
            data.put("seed", spectral.seed() + examples);
        }
        return new Change.NewSettings(keys).on(job, job.name());
    }
}
