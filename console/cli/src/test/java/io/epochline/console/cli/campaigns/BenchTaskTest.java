package io.epochline.console.cli.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.events.spec.CampaignSpec;
import io.epochline.events.spec.DataSpec;
import io.epochline.events.spec.TrainingJob;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchTaskTest {

    @Test
    void everyTaskHasTheSameShapeAndABudgetInProportionToItsBaseline() {
        assertThat(BenchTask.all()).hasSizeGreaterThanOrEqualTo(4).allSatisfy(task -> {
            CampaignSpec spec = task.seeded(0);
            CampaignSpec first = BenchTask.all().getFirst().seeded(0);
            assertThat(List.of(spec.losses(), spec.models(), spec.settings(), spec.rounds(), spec.confirmation()))
                    .isEqualTo(List.of(
                            first.losses(), first.models(), first.settings(), first.rounds(), first.confirmation()));
            assertThat(3 * spec.halving().minEpochs()).isEqualTo(spec.baseline().epochs());
            assertThat(spec.budget().epochs()).isEqualTo(40L * spec.baseline().epochs());
        });
    }

    @Test
    void anotherTryHasOtherParametersAnotherSplitAndOtherSimulatedExamples() {
        BenchTask spectra = BenchTask.all().stream()
                .filter(task -> task.name().equals("spectra"))
                .findFirst()
                .orElseThrow();
        TrainingJob first = spectra.seeded(0).baseline();
        TrainingJob second = spectra.seeded(1).baseline();

        assertThat(second.seed()).isNotEqualTo(first.seed());
        assertThat(second.data().split().seed())
                .isNotEqualTo(first.data().split().seed());
        assertThat(((DataSpec.Spectral) second.data()).seed()).isNotEqualTo(((DataSpec.Spectral) first.data()).seed());
        assertThat(second.model()).isEqualTo(first.model());
    }

    @Test
    void judgesSeeAnotherSplitOfTheSameExamples() {
        TrainingJob job = BenchTask.all().getFirst().seeded(2).baseline();
        TrainingJob unseen = BenchTask.unseen(job, 1);

        assertThat(unseen.seed()).isNotEqualTo(job.seed());
        assertThat(unseen.data().split().seed()).isNotEqualTo(job.data().split().seed());
        assertThat(unseen.data())
                .usingRecursiveComparison()
                .ignoringFields("split")
                .isEqualTo(job.data());
    }
}
