package io.epochline.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.epochline.artifacts.Sha256;
import io.epochline.compute.ir.Shape;
import io.epochline.events.spec.DataSpec;
import io.epochline.events.spec.SplitSpec;
import io.epochline.trainer.TrainerException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableSourceTest {

    @TempDir
    Path folder;

    private static final String TABLE = "age,\"bmi\",y\n10,1,100\n20,1,200\n30,1,300\n40,1,400\n50,1,500\n";

    @Test
    void takesAllOtherColumnsAsFeaturesInTheirOrder() {
        Dataset data = read(TABLE, "y", List.of(), false);

        assertThat(data.rows()).isEqualTo(5);
        assertThat(data.inputShape()).isEqualTo(Shape.of(2));
        assertThat(data.targetShape()).isEqualTo(Shape.of(1));
        assertThat(row(data, 2)).containsExactly(30, 1, 300);
        assertThat(data.standardization()).isEmpty();
    }

    @Test
    void takesTheNamedFeaturesAlone() {
        assertThat(row(read(TABLE, "age", List.of("y"), false), 0)).containsExactly(100, 10);
    }

    @Test
    void standardizesByTheTrainingPartOnly() {
        Dataset data = read(TABLE, "y", List.of("age"), true);
        int[] train = Partition.of(SplitSpec.DEFAULT, new RowColumns(5, null, null, null))
                .train();

        double mean = 0;
        double squares = 0;
        for (int r : train) {
            mean += row(data, r)[0] / train.length;
            squares += Math.pow(row(data, r)[0], 2) / train.length;
        }
        assertThat(mean).isCloseTo(0, within(1e-6));
        assertThat(squares).isCloseTo(1, within(1e-6));
    }

    @Test
    void recordsTheConstantsThatGiveTheRawColumnBack() {
        Dataset data = read(TABLE, "y", List.of("age", "bmi"), true);
        Standardization constants = data.standardization().orElseThrow();

        Standardization.Column age = constants.features().getFirst();
        assertThat(row(data, 3)[0] * age.scale() + age.mean()).isCloseTo(40, within(1e-4));
        assertThat(row(data, 3)[2] * constants.target().scale()
                        + constants.target().mean())
                .isCloseTo(400, within(1e-3));
        assertThat(constants.features().get(1)).isEqualTo(new Standardization.Column("bmi", 1, 1));
    }

    @Test
    void columnsWithAnotherPurposeAreNoFeatures() {
        SplitSpec split = new SplitSpec.Given("side", null, null);
        DataSpec.Csv spec = new DataSpec.Csv("t.csv", "y", List.of(), false, "series", "series", split);
        String table = "a,series,side,y\n1,s1,train,10\n2,s2,validation,20\n3,s1,train,30\n";
        Examples examples = open(spec, table);

        assertThat(row(examples.data(), 1)).containsExactly(2, 20);
        assertThat(examples.partition().validation()).containsExactly(1);
        assertThat(examples.columns().group().codes()).containsExactly(0, 1, 0);
    }

    @Test
    void readsQuotedCellsAndLineEndsOfAnySystem() {
        DataSpec.Csv spec = new DataSpec.Csv("t.csv", "y", List.of("a, \"b\""), false, "s", null, null);
        String table = "\uFEFF\"a, \"\"b\"\"\" , s,y\r\n 1 ,\"x\ny\" ,2\r\n\r\n3,\"x,y\",4";
        Examples examples = open(spec, table);

        assertThat(row(examples.data(), 1)).containsExactly(3, 4);
        assertThat(examples.columns().group().values()).containsExactly("x\ny", "x,y");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    a,y\\n1,2\\n\"3,4\\n5,6  | 't.csv' line 3: the quote is never closed.
                    a,y\\n\"1\"x,2\\n3,4   | 't.csv' line 2: expected a comma after the quote, found 'x'.
                    \\n\\n                 | 't.csv' must have a header line, it has no line that is not blank.
                    """)
    void refusesWhatIsNoCsv(String table, String message) {
        assertThatThrownBy(() -> read(table.strip().replace("\\n", "\n"), "y", List.of(), true))
                .isInstanceOf(TrainerException.class)
                .hasMessage(message);
    }

    @Test
    void refusesOtherEncodingsAndEndlessLines() {
        TestingFiles files = TestingFiles.in(folder)
                .with("latin.csv", "a,y\n1,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1))
                .with("zeros.csv", new byte[20 << 20]);

        assertThatThrownBy(() -> files.open(new DataSpec.Csv("latin.csv", "y", null, true, null, null, null)))
                .hasMessageStartingWith("'latin.csv' is not in UTF-8, near line");
        assertThatThrownBy(() -> files.open(new DataSpec.Csv("zeros.csv", "y", null, true, null, null, null)))
                .hasMessageStartingWith("'zeros.csv' line 1 is longer than 16777216 characters.");
    }

    @Test
    void readsFromTheStoreAsFromAFolder() {
        TestingFiles files = TestingFiles.in(folder).with("t.csv", TABLE.getBytes(StandardCharsets.UTF_8));
        files.store().put("sets/t.csv", TABLE.getBytes(StandardCharsets.UTF_8), "text/csv");
        Dataset local = files.open(new DataSpec.Csv("t.csv", "y", null, true, null, null, null))
                .data();
        Dataset remote = files.open(new DataSpec.Csv("s3://lab/sets/t.csv", "y", null, true, null, null, null))
                .data();

        assertThat(row(remote, 3)).containsExactly(row(local, 3));
        assertThat(remote.sha256()).isEqualTo(local.sha256()).isEqualTo(Sha256.of(TABLE));
    }

    @Test
    void aGroupMustBeThereInEveryRow() {
        DataSpec.Csv spec = new DataSpec.Csv("t.csv", "y", List.of(), false, "s", null, null);

        assertThatThrownBy(() -> open(spec, "a,s,y\n1,p,2\n3,,4\n"))
                .isInstanceOf(TrainerException.class)
                .hasMessage("'t.csv' row 1 (line 3), column 's': expected a value, found nothing.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    a,y\\n1,2\\n3,x\\n      | 't.csv' row 1 (line 3), column 'y': expected a finite number, found 'x'.
                    a,y\\n1,NaN\\n3,4\\n    | 't.csv' row 0 (line 2), column 'y': expected a finite number, found 'NaN'.
                    a,y\\n1,2\\n\\n3,\\n    | 't.csv' row 1 (line 4), column 'y': expected a finite number, found ''.
                    a,y\\n1,2\\n1e39,4\\n   | 't.csv' row 1 (line 3), column 'a': expected a finite number, found '1e39'.
                    a,y\\n1,2\\n3,4,5\\n    | 't.csv' row 1 (line 3) has 3 column(s), the header has 2.
                    zzzzz,yy\\n1,2\\n3,4\\n | 't.csv' has no column 'y', it has zzzzz, yy. Did you mean 'yy'?
                    a,y,a\\n1,2,3\\n3,4,5\\n| 't.csv' has two columns named 'a'.
                    a,y\\n1,2\\n            | 't.csv' must have at least 2 rows, found 1.
                    y\\n1\\n2\\n            | data.features must name at least one column other than the target 'y', found: [].
                    """)
    void namesTheRowAndTheColumnOfAFault(String table, String message) {
        assertThatThrownBy(() -> read(table.strip().replace("\\n", "\n"), "y", List.of(), true))
                .isInstanceOf(TrainerException.class)
                .hasMessage(message);
    }

    private Examples open(DataSpec spec, String table) {
        return TestingFiles.in(folder)
                .with("t.csv", table.getBytes(StandardCharsets.UTF_8))
                .open(spec);
    }

    private Dataset read(String table, String target, List<String> features, boolean standardize) {
        DataSpec.Csv spec = new DataSpec.Csv("t.csv", target, features, standardize, null, null, null);
        return open(spec, table).data();
    }

    private static float[] row(Dataset data, int row) {
        FloatBuffer both = FloatBuffer.allocate(data.inputShape().size() + 1);
        data.copy(row, both, both);
        return both.array();
    }
}
