package io.epochline.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.events.spec.DataSpec;
import io.epochline.trainer.TrainerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On files that {@code tables.py} wrote with pyarrow. */
class ParquetReaderTest {

    @TempDir
    Path folder;

    @Test
    void readsEveryKindOfNumber() throws IOException {
        Examples examples = open("numbers.parquet", List.of(), "series");

        assertThat(row(examples.data(), 0)).containsExactly(0.1f, 0.1f, -128, -9007199254740992f, 0, 0, 1, 1.25f, 1);
        assertThat(row(examples.data(), 2))
                .containsExactly(3e38f, 3e38f, 127, 9007199254740992f, 255, 0x1p64f, 1, 0, 3);
        assertThat(examples.columns().group().codes()).containsExactly(1, 0, 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "null | | row 1, column 'null': expected a finite number, found ''.",
                "nan | | row 2, column 'nan': expected a finite number, found 'NaN'.",
                "text | | row 0, column 'text': expected a finite number, found '1'.",
                "y | series | data.features must name at least one column other than the target 'y'",
                "nul | | 'holes.parquet' has no column 'nul', it has null, nan, text, series, y. Did you mean 'null'?",
            })
    void namesTheRowAndTheColumnOfAFault(String feature, String group, String message) {
        assertThatThrownBy(() -> open("holes.parquet", List.of(feature), group))
                .isInstanceOf(TrainerException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aGroupMustBeThereInEveryRow() {
        DataSpec.Parquet spec = new DataSpec.Parquet("holes.parquet", "nan", List.of("y"), false, "series", null, null);

        assertThatThrownBy(() -> TestingFiles.in(folder)
                        .with("holes.parquet", resource("holes.parquet"))
                        .open(spec))
                .hasMessage("'holes.parquet' row 1, column 'series': expected a value, found nothing.");
    }

    @Test
    void refusesWhatIsDamagedOrNoParquet() throws IOException {
        byte[] whole = resource("numbers.parquet");

        assertThatThrownBy(() -> open("d.parquet", Arrays.copyOf(whole, 500)))
                .isInstanceOf(TrainerException.class)
                .hasMessageStartingWith("'d.parquet' cannot be read as Parquet: ")
                .hasMessageContaining("No magic bytes");
        byte[] broken = whole.clone();
        Arrays.fill(broken, 4, 300, (byte) 0x5a);
        assertThatThrownBy(() -> open("d.parquet", broken))
                .isInstanceOf(TrainerException.class)
                .hasMessageStartingWith("'d.parquet' cannot be read as Parquet: ");
        assertThatThrownBy(() -> open("d.parquet", "a,y\n1,2\n".getBytes(StandardCharsets.UTF_8)))
                .hasMessageStartingWith("'d.parquet' cannot be read as Parquet: ");
    }

    @Test
    void keepsTheOrderOfRowsOverManyRowGroups() throws SQLException {
        Path file = folder.resolve("it's [1].parquet");
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement()) {
            statement.execute("COPY (SELECT range AS a, -range AS y FROM range(50000)) TO '%s' (ROW_GROUP_SIZE 3000)"
                    .formatted(file.toString().replace("'", "''")));
        }
        Dataset data = TestingFiles.in(folder)
                .open(new DataSpec.Parquet("it's [1].parquet", "y", null, false, null, null, null))
                .data();

        assertThat(data.rows()).isEqualTo(50_000);
        for (int row = 0; row < 50_000; row += 7) {
            assertThat(row(data, row)).containsExactly(row, -row);
        }
    }

    private Examples open(String name, List<String> features, String group) throws IOException {
        DataSpec spec = new DataSpec.Parquet(name, "y", features, false, group, null, null);
        return TestingFiles.in(folder).with(name, resource(name)).open(spec);
    }

    private Examples open(String name, byte[] content) {
        DataSpec spec = new DataSpec.Parquet(name, "y", List.of("f64"), false, null, null, null);
        return TestingFiles.in(folder).with(name, content).open(spec);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ParquetReaderTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private static float[] row(Dataset data, int row) {
        FloatBuffer both = FloatBuffer.allocate(data.inputShape().size() + 1);
        data.copy(row, both, both);
        return both.array();
    }
}
