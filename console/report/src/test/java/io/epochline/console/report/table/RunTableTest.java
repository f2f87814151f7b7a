package io.epochline.console.report.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.console.report.ReportException;
import io.epochline.console.report.table.Column.Group;
import io.epochline.console.report.table.Column.Type;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunTableTest {

    private static RunTable settings(String... settings) {
        return RunTable.of(TestingSummaries.of(settings));
    }

    private static Column only(String name, String... values) {
        String[] documents = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            documents[i] = values[i].isEmpty() ? "{}" : "{\"settings\": {\"%s\": %s}}".formatted(name, values[i]);
        }
        return settings(documents).column(name);
    }

    @Test
    void resultsComeFirstThenMetricsLabelsSettingsAndProvenance() {
        RunTable table = TestingSummaries.golden();

        assertThat(table.names())
                .startsWith("run_id", "experiment_id", "name", "status", "attempt", "failure.code")
                .containsSubsequence(
                        "best_val_loss",
                        "epochs",
                        "metrics.accuracy",
                        "metrics.mse",
                        "labels.note",
                        "labels.trial",
                        "job.epochs",
                        "model.params.hidden",
                        "optimizer.lr",
                        "data_sha256",
                        "versions.java")
                .doesNotHaveDuplicates();
        assertThat(table.columns(Group.SETTING)).extracting(Column::name).contains("kind", "seed");
        assertThat(table.names()).doesNotContain("schema_version", "job.name", "failure.retryable");
    }

    @Test
    void everyTableHasTheColumnsOfResultsWithTheirTypes() {
        RunTable empty = RunTable.of(List.of());

        assertThat(empty.rows()).isZero();
        assertThat(empty.column("best_val_loss").type()).isEqualTo(Type.REAL);
        assertThat(empty.column("epochs").type()).isEqualTo(Type.INTEGER);
        assertThat(empty.column("stopped_early").type()).isEqualTo(Type.BOOLEAN);
        assertThat(empty.column("failure.code").type()).isEqualTo(Type.TEXT);
    }

    @Test
    void aColumnIsAsWideAsItsContent() {
        assertThat(only("a", "1", "2").type()).isEqualTo(Type.INTEGER);
        assertThat(only("a", "1", "0.5").cells()).containsExactly(1.0, 0.5);
        assertThat(only("a", "true", "").cells()).containsExactly(true, null);
        assertThat(only("a", "1", "true").cells()).containsExactly("1", "true");
        assertThat(only("a", "1", "\"x\"").cells()).containsExactly("1", "x");
        assertThat(only("a", "\"NaN\"", "\"-Infinity\"").cells()).containsExactly(Double.NaN, Double.NEGATIVE_INFINITY);
        assertThat(only("a", "[1, 2]").cells()).containsExactly("[1,2]");
        assertThat(only("a", "null", "1").cells()).containsExactly(null, 1L);
    }

    @Test
    void noIntegerIsRounded() {
        assertThat(only("seed", "9007199254740993", "-9223372036854775808").cells())
                .containsExactly(9007199254740993L, Long.MIN_VALUE);
        assertThat(only("seed", "9007199254740993", "0.5").cells()).containsExactly("9007199254740993", "0.5");
        assertThat(only("seed", "18446744073709551615").cells()).containsExactly("18446744073709551615");
    }

    @Test
    void metricsAreRealAndLabelsAreText() {
        RunTable table = RunTable.of(TestingSummaries.of(
                "{\"metrics\": {\"hits\": 3}, \"labels\": {\"trial\": \"NaN\"}, \"best_val_loss\": 1}"));

        assertThat(table.column("metrics.hits").cells()).containsExactly(3.0);
        assertThat(table.column("labels.trial").cells()).containsExactly("NaN");
        assertThat(table.column("best_val_loss").cells()).containsExactly(1.0);
    }

    @Test
    void fieldsOfLaterVersionsBecomeColumns() {
        RunTable table = RunTable.of(TestingSummaries.of("{\"run_id\": \"r\", \"energy\": {\"joules\": 7}}"));

        assertThat(table.column("energy.joules").group()).isEqualTo(Group.RESULT);
    }

    @Test
    void aSettingWhoseNameIsTakenSaysThatItWasAskedFor() {
        RunTable table = settings("{\"epochs\": 3, \"provenance\": {\"device\": \"cpu\"}, "
                + "\"settings\": {\"epochs\": 9, \"device\": \"auto\"}}");

        assertThat(table.column("epochs").cells()).containsExactly(3L);
        assertThat(table.column("job.epochs").cells()).containsExactly(9L);
        assertThat(table.column("device").cells()).containsExactly("cpu");
        assertThat(table.column("job.device").cells()).containsExactly("auto");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            status=failed               | s-t3
            status != failed            | s-t1 s-t2
            best_val_loss<0.3           | s-t1
            best_val_loss>=0.25         | s-t1
            best_val_loss!=0.25         | s-t2
            best_val_loss=NaN           | s-t2
            best_val_loss=              | s-t3
            failure.code!=              | s-t3
            seed=9007199254740993       | s-t1
            seed=9007199254740992       | ''
            seed<0.5                    | s-t2
            stopped_early=true          | s-t1
            labels.trial>1              | s-t2 s-t3
            clip_norm>1e300             | s-t1
            optimizer.lr<=1             | s-t1 s-t2
            """)
    void conditionsChooseRows(String condition, String runs) {
        RunTable table = TestingSummaries.golden();

        RunTable chosen = table.filter(Condition.parse(condition).on(table));

        assertThat(String.join(
                        " ",
                        chosen.column("run_id").cells().stream()
                                .map(String.class::cast)
                                .toList()))
                .isEqualTo(runs);
        assertThat(chosen.rows()).isEqualTo(chosen.column("status").cells().size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            status                | is no condition
            =failed               | is no condition
            best_val_los<1        | Did you mean 'best_val_loss'?
            best_val_loss<low     | holds numbers, found: 'low'
            """)
    void conditionsThatCannotBeAreRefused(String condition, String fault) {
        RunTable table = TestingSummaries.golden();

        assertThatThrownBy(() -> Condition.parse(condition).on(table))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining(fault);
    }

    @Test
    void rowsAreSortedWithWhatIsMissingLast() {
        RunTable table = TestingSummaries.golden();

        assertThat(table.sort("best_val_loss", false).column("run_id").cells()).containsExactly("s-t1", "s-t2", "s-t3");
        assertThat(table.sort("best_val_loss", true).column("run_id").cells()).containsExactly("s-t1", "s-t2", "s-t3");
        assertThat(table.sort("attempt", true).column("run_id").cells()).containsExactly("s-t2", "s-t1", "s-t3");
        assertThat(table.sort("labels.trial", true).column("run_id").cells()).containsExactly("s-t3", "s-t2", "s-t1");
    }

    @Test
    void columnsAreChosenInTheOrderAskedFor() {
        assertThat(TestingSummaries.golden().select(List.of("seed", "run_id")).names())
                .containsExactly("seed", "run_id");
    }
}
