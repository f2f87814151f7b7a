package io.epochline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EpochSeriesTest {

    private final EpochSeries epochs = new EpochSeries();

    @AfterEach
    void close() {
        epochs.close();
    }

    @Test
    void givesBackWhatWasAddedWhileMoreIsAdded() {
        List<EpochRecord> added = new ArrayList<>();
        for (int number = 1; number <= 2500; number++) {
            double valLoss = number == 7 ? Double.NaN : 1.0 / number;
            added.add(epoch(number, valLoss, Map.of("accuracy", number * 1e-3, "mse", Math.sqrt(number))));
            epochs.add(added.getLast());
            if (number == 1 || number == 1024 || number == 2500) {
                assertThat(epochs).containsExactlyElementsOf(added);
            }
        }
        assertThat(epochs.size()).isEqualTo(2500);
        assertThat(epochs.first()).isEqualTo(added.getFirst());
        assertThat(epochs.last()).isEqualTo(added.getLast());
        assertThat(epochs.seconds()).isEqualTo(2500 * 0.25);
    }

    @Test
    void theBestIsTheFirstOfTheLowest() {
        for (double valLoss : new double[] {Double.NaN, 3, 2, 2, Double.POSITIVE_INFINITY, 5}) {
            epochs.add(epoch(epochs.size() + 1, valLoss, Map.of()));
        }
        assertThat(epochs.best().epoch()).isEqualTo(3);
    }

    @Test
    void thereIsNoBestWhereNoneIsFinite() {
        assertThat(epochs.best()).isNull();
        epochs.add(epoch(1, Double.NaN, Map.of()));
        assertThat(epochs.best()).isNull();
        assertThat(epochs).hasSize(1);
    }

    private static EpochRecord epoch(int number, double valLoss, Map<String, Double> metrics) {
        return new EpochRecord(number, 10 * number, 0.5, valLoss, metrics, 1e-3, 2, 0.1, 1000, 0.25);
    }
}
