package io.epochline.console.report.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.console.report.ReportException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableDatabaseTest {

    private final TableDatabase database = TableDatabase.of(TestingSummaries.golden());

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void answersAggregations() {
        RunTable answer = database.query("""
                SELECT status, count(*) AS runs, min(best_val_loss) AS best, sum(seed) AS seeds, sum(steps) AS steps
                FROM runs GROUP BY status ORDER BY status""");

        assertThat(answer.names()).containsExactly("status", "runs", "best", "seeds", "steps");
        assertThat(answer.column("runs").cells()).containsExactly(1L, 2L);
        assertThat(answer.column("best").cells()).containsExactly(null, 0.25);
        assertThat(answer.column("seeds").cells()).containsExactly(null, (1L << 53));
        assertThat(answer.column("steps").cells()).containsExactly(null, (1L << 53) + 31);
    }

    @Test
    void answersOfEveryTypeFindAPlace() {
        RunTable answer = database.query("SELECT 1.5::DECIMAL(4, 2) AS d, DATE '2026-01-02' AS day, [1, 2] AS list, "
                + "9223372036854775807::HUGEINT + 1 AS huge, true AS yes, NULL AS nothing, 'NaN'::DOUBLE AS nan");

        assertThat(answer.columns())
                .extracting(column -> column.cells().getFirst())
                .containsExactly(1.5, "2026-01-02", "[1, 2]", "9223372036854775808", true, null, Double.NaN);
    }

    @Test
    void aTableOfAnAnswerIsATable(@TempDir Path folder) {
        RunTable answer = database.query("SELECT status, count(*) AS runs FROM runs GROUP BY ALL");
        try (TableDatabase second = TableDatabase.of(answer)) {
            second.writeParquet(folder.resolve("answer.parquet"));
        }

        assertThat(folder.resolve("answer.parquet")).isNotEmptyFile();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_csv('/etc/hostname')",
                "SELECT * FROM '/etc/hostname'",
                "COPY runs TO '/tmp/stolen.csv'",
                "ATTACH '/tmp/other.db'",
                "INSTALL httpfs",
                "SET enable_external_access = true"
            })
    void aQuerySeesNothingButTheTable(String sql) {
        assertThatThrownBy(() -> database.query(sql))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("cannot be answered");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELEC 1                            | syntax error
            SELECT best_val_los FROM runs      | best_val_loss
            SELECT optimizer.lr FROM runs      | in double quotes
            DROP TABLE runs                    | gives no rows
            """)
    void aQueryThatIsWrongIsToldSo(String sql, String message) {
        assertThatThrownBy(() -> database.query(sql))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> database.writeParquet(folder.resolve("none/table.parquet")))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("none/table.parquet cannot be written");
    }
}
