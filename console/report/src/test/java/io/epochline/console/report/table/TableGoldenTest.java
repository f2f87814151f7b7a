package io.epochline.console.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed tables are what {@code check_table.py} beside them reads with pandas and pyarrow. */
class TableGoldenTest {

    private static final Path GOLDEN = Path.of("src/test/resources/table");

    @TempDir
    Path folder;

    @BeforeAll
    static void writeThemAnewWhereAskedTo() throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(GOLDEN.resolve("table.csv"), csv());
            try (TableDatabase database = TableDatabase.of(TestingSummaries.golden())) {
                database.writeParquet(GOLDEN.resolve("table.parquet"));
            }
        }
    }

    private static String csv() throws IOException {
        StringBuilder csv = new StringBuilder();
        TableCsv.write(TestingSummaries.golden(), csv);
        return csv.toString();
    }

    @Test
    void csvIsByteForByteWhatPandasAndPyarrowRead() throws IOException {
        assertThat(csv()).isEqualTo(Files.readString(GOLDEN.resolve("table.csv")));
    }

    @Test
    void parquetHoldsWhatPandasAndPyarrowRead() throws SQLException {
        Path written = folder.resolve("it's.parquet");
        try (TableDatabase database = TableDatabase.of(TestingSummaries.golden())) {
            database.writeParquet(written);
        }

        assertThat(parquet(written))
                .isEqualTo(parquet(GOLDEN.resolve("table.parquet")))
                .hasSizeGreaterThan(90);
    }

    /** Types, then cells. */
    private static List<String> parquet(Path file) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duckdb.createStatement()) {
            String from = "FROM '%s'".formatted(file.toString().replace("'", "''"));
            try (ResultSet types = statement.executeQuery("DESCRIBE " + from)) {
                while (types.next()) {
                    found.add(types.getString(1) + " " + types.getString(2));
                }
            }
            int columns = found.size();
            try (ResultSet rows = statement.executeQuery(from)) {
                while (rows.next()) {
                    for (int i = 1; i <= columns; i++) {
                        found.add(String.valueOf(rows.getObject(i)));
                    }
                }
            }
        }
        return found;
    }
}
