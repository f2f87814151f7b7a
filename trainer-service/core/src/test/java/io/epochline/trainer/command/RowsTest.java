package io.epochline.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowsTest {

    private static final double NONE = Double.NaN;

    private final Rows rows = new Rows();
    private final List<Row> ended = new ArrayList<>();

    private void take(double epoch, double step, Map<String, Double> values) {
        rows.take(new Told(epoch, step, values)).ifPresent(ended::add);
    }

    @Test
    void anEpochGathersAllThatIsToldUntilTheNextBegins() {
        take(1, NONE, Map.of());
        take(NONE, 100, Map.of("loss", 0.9));
        take(NONE, 200, Map.of("loss", 0.8));
        take(NONE, NONE, Map.of("val_loss", 0.7));
        assertThat(ended).isEmpty();

        take(2, NONE, Map.of());
        assertThat(ended).containsExactly(new Row(0, 1, true, 200, Map.of("loss", 0.8, "val_loss", 0.7)));
    }

    @Test
    void withoutEpochsEachStepIsARow() {
        take(NONE, 100, Map.of("loss", 0.9));
        take(NONE, NONE, Map.of("val_loss", 0.7));
        take(NONE, 200, Map.of("loss", 0.8));

        assertThat(ended).containsExactly(new Row(0, 100, false, 100, Map.of("loss", 0.9, "val_loss", 0.7)));
        assertThat(rows.current()).contains(new Row(1, 200, false, 200, Map.of("loss", 0.8)));
    }

    @Test
    void withoutAnyPlaceARowEndsWhereANameComesAgain() {
        take(NONE, NONE, Map.of("loss", 0.9));
        take(NONE, NONE, Map.of("accuracy", 0.1));
        take(NONE, NONE, Map.of("loss", 0.8));

        assertThat(ended).extracting(Row::values).containsExactly(Map.of("loss", 0.9, "accuracy", 0.1));
    }

    @Test
    void whatIsToldBeforeTheFirstPlaceBelongsToIt() {
        take(NONE, NONE, Map.of("loss", 0.9));
        take(1, NONE, Map.of());

        assertThat(ended).isEmpty();
        assertThat(rows.current()).get().returns(1.0, Row::place);
    }

    @Test
    void anEpochWithoutValuesIsNoRow() {
        take(1, NONE, Map.of());
        take(2, NONE, Map.of("loss", 0.9));

        assertThat(ended).isEmpty();
        assertThat(rows.current()).get().returns(0L, Row::index).returns(2.0, Row::place);
    }

    @Test
    void namesWithoutEndDoNotFillTheMemory() {
        IntStream.range(0, 1000).forEach(i -> take(1, NONE, Map.of("m" + i, 1.0)));

        assertThat(rows.current().orElseThrow().values()).hasSize(Rows.MOST_NAMES);
    }
}
