package io.epochline.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.DirectoryArtifactStore;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.console.cli.TestingCli.Ran;
import io.epochline.events.JobRequested;
import io.epochline.events.Json;
import io.epochline.events.spec.JobFile;
import io.epochline.events.spec.TrainingJob;
import io.epochline.trainer.StopSignal;
import io.epochline.trainer.Trainer;
import io.epochline.trainer.TrainerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plots and exports of folders that a trainer has left, with nothing running. */
class PlotCommandTest {

    @TempDir
    static Path home;

    @TempDir
    Path out;

    private static Path first;
    private static Path second;

    @BeforeAll
    static void train() throws IOException {
        Files.writeString(home.resolve("table.csv"), "a,y\n" + "1,2\n2,3\n3,5\n4,4\n".repeat(5));
        first = train("run-1", 0.1);
        second = train("run-2", 0.01);
    }

    private static Path train(String run, double rate) {
        TrainingJob job = (TrainingJob) JobFile.read("""
                kind: train
                name: table
                data: {source: csv, path: table.csv, target: y}
                model: {name: line, layers: [{dense: {units: 1}}]}
                loss: mse
                optimizer: {name: sgd, lr: %s}
                epochs: 4
                batch_size: 4
                """.formatted(rate), "job.yaml");
        try (ArtifactStore store = new DirectoryArtifactStore(home.resolve("store"), "epochline")) {
            new Trainer(store, new DataFiles(home, store), event -> {}, TrainerSettings.of("worker"))
                    .run(new JobRequested(run, null, job, Map.of()), new StopSignal());
        }
        return home.resolve("store/epochline/experiments/%s/runs/%s".formatted(run, run));
    }

    private Ran run(Object... arguments) {
        return new TestingCli(home)
                .run(Stream.concat(Arrays.stream(arguments), Stream.of("--json"))
                        .map(Object::toString)
                        .toArray(String[]::new));
    }

    @Test
    void aRunIsDrawn() throws IOException {
        Ran ran = run("plot", first, "--out", out.resolve("pictures"));

        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).isZero();
        Path picture = out.resolve("pictures/run-1-training.png");
        assertThat(Json.MAPPER.readTree(ran.out()).path("file").asText()).isEqualTo(picture.toString());
        assertThat(ImageIO.read(picture.toFile()).getWidth()).isGreaterThan(1000);
    }

    @Test
    void runsAreComparedByARecipeOfOnesOwn() throws IOException {
        Path recipe = Files.writeString(out.resolve("mine.yaml"), """
                title: Mine
                panels: [{title: Loss, signals: [loss]}, {signals: [theta.*], mode: norm}]
                """);
        Ran ran = run("plot", first, second, "--out", out, "--recipe", recipe, "--format", "svg");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(out.resolve("mine.svg")).content().contains("Mine: 2 runs", ">run-1<", ">run-2<", ">Loss<");
    }

    @Test
    void aRunIsExportedInEveryForm() throws IOException {
        Ran ran = run(
                "export",
                first,
                "--tensorboard",
                out,
                "--csv",
                out.resolve("run.csv"),
                "--signals",
                out.resolve("s.npz"));

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(out.resolve("run-1/events.out.tfevents.run-1")).isNotEmptyFile();
        List<String> rows = Files.readAllLines(out.resolve("run.csv"));
        assertThat(rows).filteredOn(row -> row.startsWith("val_loss,")).hasSize(4);
        assertThat(rows).filteredOn(row -> row.startsWith("metric.mse,")).hasSize(4);
        try (NpzReader signals = NpzReader.open(out.resolve("s.npz"))) {
            assertThat(signals.names()).contains("loss", "loss:step", "theta.dense1.weight");
        }
        assertThat(Json.MAPPER.readTree(ran.out())).hasSize(3);
    }

    @Test
    void aRunThatGoesOnIsDrawnFromItsSegments() throws IOException {
        Path begun = Files.createDirectories(out.resolve("begun/segments"));
        Files.copy(first.resolve("segments/000001.npz"), begun.resolve("000001.npz"));

        Ran ran = run("plot", begun.getParent(), "--out", out);
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(out.resolve("begun-training.png")).isNotEmptyFile();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plot RUN                                    | Missing required option
            plot RUN --out OUT --format gif             | expected png or svg, found 'gif'
            plot RUN --out OUT --recipe traning         | Did you mean 'training'?
            plot RUN --out OUT --recipe curvature       | none of the signals of the recipe 'Curvature'
            plot OUT --out OUT                          | has no trace yet
            plot RUN --out RUN/trace.npz                | cannot be written
            export RUN                                  | --tensorboard
            export RUN --csv RUN/trace.npz/x.csv        | cannot be written
            """)
    void whatCannotBeDrawnOrExportedIsTold(String command, String message) {
        List<Object> arguments = new ArrayList<>();
        for (String word : command.split(" +")) {
            arguments.add(word.replace("RUN", first.toString()).replace("OUT", out.toString()));
        }
        Ran ran = run(arguments.toArray());

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains(message).doesNotContain("\tat ");
    }

    @Test
    void aRunByItsIdNeedsTheServices() {
        Ran ran = run("plot", "run-1", "--out", out);
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).contains("./epochline up");
    }
}
