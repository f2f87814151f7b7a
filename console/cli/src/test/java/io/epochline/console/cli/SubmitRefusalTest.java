package io.epochline.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.console.cli.TestingCli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong is told before anything is looked for outside: no broker runs here, and none is missed. */
class SubmitRefusalTest {

    @TempDir
    Path folder;

    @BeforeEach
    void writeData() throws IOException {
        StringBuilder csv = new StringBuilder("a,b,y\n");
        for (int i = 0; i < 40; i++) {
            csv.append(i % 7)
                    .append(',')
                    .append(i % 5)
                    .append(',')
                    .append(i % 3)
                    .append('\n');
        }
        Files.writeString(folder.resolve("table.csv"), csv);
    }

    private static final String GOOD = """
            kind: train
            name: table
            data: {source: csv, path: table.csv, target: y}
            model:
              name: line
              layers:
                - dense: {units: 1}
            loss: mse
            epochs: 2
            batch_size: 8
            """;

    private Ran submit(String job) throws IOException {
        Path file = Files.writeString(folder.resolve("job.yaml"), job);
        return new TestingCli(folder).run("submit", file.toString());
    }

    private void assertRefused(String job, String... told) throws IOException {
        Ran ran = submit(job);
        assertThat(ran.err()).contains(told).doesNotContain("\tat ").doesNotContain("Internal error");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void aGoodJobFailsOnlyForWantOfABroker() throws IOException {
        Ran ran = submit(GOOD);
        assertThat(ran.err()).contains("./epochline up");
        assertThat(ran.exitCode()).isEqualTo(3);
    }

    @Test
    void aMissingJobFile() throws IOException {
        submit(GOOD);
        Ran ran =
                new TestingCli(folder).run("submit", folder.resolve("jop.yaml").toString());
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("There is no job file", "Did you mean 'job.yaml'?");
    }

    @Test
    void aMisspeltKeyWithItsPlace() throws IOException {
        assertRefused(GOOD.replace("batch_size", "batchsize"), "job.yaml:", "batchsize", "Did you mean 'batch_size'?");
    }

    @Test
    void whatIsNoYaml() throws IOException {
        assertRefused(GOOD + "  : [", "job.yaml:");
    }

    @Test
    void aMissingDataFile() throws IOException {
        assertRefused(
                GOOD.replace("table.csv", "tabel.csv"),
                "There is no data file 'tabel.csv'",
                "Did you mean 'table.csv'?");
    }

    @Test
    void anUnknownColumn() throws IOException {
        assertRefused(GOOD.replace("target: y", "target: z"), "z", "a, b, y");
    }

    @Test
    void anUnknownModel() throws IOException {
        String named = GOOD.replaceAll("(?s)model:.*?loss", "model: cnn_smal\nloss");
        assertRefused(named, "job.yaml:4:1: ", "cnn_smal", "Did you mean 'cnn_small'?");
    }

    @Test
    void aShapeThatDoesNotFit() throws IOException {
        assertRefused(GOOD.replace("units: 1", "units: 3"), "job.yaml:4:1: ", "[3]", "[1]");
    }

    @Test
    void aLossWithATypo() throws IOException {
        assertRefused(
                GOOD.replace("loss: mse", "loss: 0.5*hubr + mse"), "job.yaml:8:1: ", "hubr", "Did you mean 'huber'?");
    }

    @Test
    void dataThatIsNotANumber() throws IOException {
        Path table = folder.resolve("table.csv");
        Files.writeString(table, Files.readString(table).replaceFirst("3,3,0", "3,nan,0"));
        assertRefused(GOOD, "job.yaml:3:1: ", "table.csv", "nan");
    }

    @Test
    void aStudyWhoseSpaceLeadsNowhere() throws IOException {
        String study = """
                kind: study
                name: study
                space:
                  optimizer.lrr: {type: float, low: 0.001, high: 0.1}
                job:
                """ + GOOD.replace("kind: train\n", "").indent(2);
        assertRefused(study, "lrr");
    }

    @Test
    void aCampaignWithALossThatIsNone() throws IOException {
        String baseline = GOOD.replace("kind: train\n", "")
                .replace("loss: mse", "loss: msee")
                .indent(2);
        assertRefused("kind: campaign\nname: c\nbaseline:\n" + baseline, "job.yaml:10:3: ", "Did you mean 'mse'?");
    }

    @Test
    void aPosteriorOverAColumnThatIsNotThere() throws IOException {
        assertRefused("""
                kind: posterior
                name: line
                target: {density: linear_regression, path: table.csv, target: yy}
                """, "yy", "a, b, y");
    }
}
