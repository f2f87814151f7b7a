package io.epochline.console.cli.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.console.cli.campaigns.CampaignsBench.Results;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CampaignsPageTest {

    private static final Try.Adopted HUBER = new Try.Adopted("Huber", -0.114, -0.15, -0.08, 5, 0.002);

    private static Try attempt(String task, Strategy strategy, int number, double improvement) {
        return new Try(
                task,
                strategy,
                number,
                List.of(HUBER),
                new Judgement(0.02, 0.02 * (1 - improvement), improvement, 0.01),
                40,
                300);
    }

    private static Results results(double evidence, double list, double chance) {
        List<Try> tries = new ArrayList<>();
        for (BenchTask task : BenchTask.all()) {
            for (int number = 0; number < 3; number++) {
                double luck = 0.001 * number;
                tries.add(attempt(task.name(), Strategy.EVIDENCE, number, evidence + luck));
                tries.add(attempt(task.name(), Strategy.LIST, number, list - luck));
                tries.add(attempt(task.name(), Strategy.CHANCE, number, chance + luck));
            }
        }
        return new Results(
                List.of(attempt("example", Strategy.EVIDENCE, 0, 0.3)),
                List.of(List.of(), List.of(HUBER)),
                tries,
                tries);
    }

    @Test
    void whatWasClaimedWhereNothingIsBetterIsNotHidden() {
        assertThat(CampaignsPage.of(results(0.2, 0.1, 0.2)))
                .contains("**1 of 2 campaigns claimed nothing.** The others claimed: Huber (-11.4 %, p 0.00200).");
    }

    @Test
    void theMedianStandsBesideTheLowestAndTheHighest() {
        assertThat(CampaignsPage.of(results(0.2, 0.1, 0.25)))
                .contains("| +20.1 % (+20.0 % to +20.2 %) | +9.9 % (+9.8 % to +10.0 %) |")
                .contains("at random |\n");
    }

    @Test
    void aWinnerIsNamedOnlyWhereThereIsOne() {
        String page = CampaignsPage.of(results(0.2, 0.1, 0.25));

        assertThat(page)
                .contains("Evidence against the fixed list: 12 won, 0 lost, 0 even of 12 tries; ahead by +10.2");
        assertThat(page).contains("**evidence won**").contains("**chance won**");
        assertThat(CampaignsPage.of(results(0.2, 0.1, 0.2)))
                .contains("Evidence against chance: 0 won, 0 lost, 12 even of 12 tries")
                .contains("**no winner that these tries could tell**");
    }
}
