package io.epochline.console.cli;

import io.epochline.compute.bench.BenchCase;
import io.epochline.compute.bench.CurvaturePage;
import io.epochline.compute.bench.TrainingBench;
import io.epochline.compute.runtime.Device;
import io.epochline.console.cli.campaigns.CampaignsBench;
import io.epochline.console.cli.campaigns.CampaignsPage;
import io.epochline.console.cli.diagnosis.DiagnosisBench;
import io.epochline.console.cli.diagnosis.DiagnosisPage;
import io.epochline.console.cli.output.Table;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Measures. */
@Command(name = "bench", description = "Measure how fast Epochline is on this machine. Needs nothing running.")
final class BenchCommand implements Runnable {

    private static final double ROUND_MILLIS = 1000;

    private final Session session;

    @ParentCommand
    private Epochline root;

    BenchCommand(Session session) {
        this.session = session;
    }

    private record Timing(String name, int batch, int parameters, double newShapeMillis, double stepMillis) {}

    @Override
    public void run() {
        throw CliException.badInput(
                "bench what? Expected 'bench campaigns', 'bench compute', 'bench curvature', 'bench diagnosis' or 'bench"
                        + " trainer'.");
    }

    @Command(name = "compute", description = "Time training steps of named models, with Adam, on random batches.")
    int compute(
            @Parameters(paramLabel = "CASE", arity = "0..*", description = "Which cases; all when none is named.")
                    List<String> names,
            @Option(
                            names = "--rounds",
                            paramLabel = "N",
                            defaultValue = "3",
                            description = "Rounds of a second each (3).")
                    int rounds,
            @Option(names = "--device", defaultValue = "cpu", description = "cpu or cuda (cpu).") String device,
            @Option(
                            names = "--paced",
                            description = "Take a round of the one case for each line on standard input, answered by a"
                                    + " line of JSON: for timing side by side with something else.")
                    boolean paced)
            throws IOException {
        List<BenchCase> cases = names == null
                ? BenchCase.standard()
                : names.stream().map(BenchCase::named).toList();
        if (rounds < 1) {
            throw CliException.badInput("--rounds: expected at least 1, found %d", rounds);
        }
        Device on = Device.parse(device);
        if (paced) {
            paced(cases, on);
        } else {
            print(cases.stream().map(subject -> time(subject, on, rounds)).toList());
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "curvature",
            description = "Measure how good estimates of curvature are, and what learning rates made of them are worth:"
                    + " a page in Markdown, in a minute or two.")
    int curvature(
            @Option(names = "--out", paramLabel = "FILE", description = "Where to write it; the screen if not given.")
                    Path out)
            throws IOException {
        String page = CurvaturePage.write();
        if (out == null) {
            page.lines().forEach(line -> session.terminal().line(line));
        } else {
            Files.writeString(out, page);
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "campaigns",
            description =
                    "Play campaigns on small tasks: do they find what is better, claim nothing where nothing is, and"
                            + " what are proposals by evidence worth beside a fixed list and chance? Takes ten minutes or so.")
    int campaigns(
            @Option(names = "--quick", description = "One try of each, to see that it works.") boolean quick,
            @Option(names = "--report", paramLabel = "FILE", description = "Write a Markdown page, too.") Path report)
            throws IOException {
        CampaignsBench bench = new CampaignsBench(session.home().resolve("docs/examples"), line -> {
            if (!root.json) {
                session.terminal().line(line);
            }
        });
        CampaignsBench.Results results = bench.measure(quick ? CampaignsBench.Size.QUICK : CampaignsBench.Size.WHOLE);
        if (root.json) {
            session.terminal().json(results);
        }
        if (report != null) {
            Files.writeString(report, CampaignsPage.of(results));
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "trainer",
            description =
                    "Compare training steps with and without a run around them, and watch the memory of a long run.")
    int trainer(
            @Option(
                            names = "--steps",
                            paramLabel = "N",
                            defaultValue = "1000000",
                            description = "Steps of the long run (1000000).")
                    int steps)
            throws IOException {
        if (steps < 1) {
            throw CliException.badInput("--steps: expected at least 1, found %d", steps);
        }
        TrainerFigures.Figures figures = TrainerFigures.measure(steps);
        if (root.json) {
            session.terminal().json(figures);
        } else {
            TrainerFigures.print(figures, session.terminal());
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "diagnosis",
            description = "Train runs with known faults and healthy ones, and see what the analyzer says of them.")
    int diagnosis(
            @Parameters(paramLabel = "RUN", arity = "0..*", description = "Which runs; all when none is named.")
                    List<String> names,
            @Option(
                            names = "--seeds",
                            paramLabel = "N",
                            defaultValue = "1",
                            description = "How many times, each with other examples and first parameters (1).")
                    int seeds,
            @Option(names = "--report", paramLabel = "FILE", description = "Write a Markdown page, too.") Path report)
            throws IOException {
        List<String> known = DiagnosisBench.names();
        List<String> chosen = names == null ? known : names;
        for (String name : chosen) {
            if (!known.contains(name)) {
                throw CliException.badInput("no run '%s'. Known: %s", name, String.join(", ", known));
            }
        }
        if (seeds < 1) {
            throw CliException.badInput("--seeds: expected at least 1, found %d", seeds);
        }
        List<List<DiagnosisBench.Answer>> answers = new ArrayList<>();
        for (int seed = 0; seed < seeds; seed++) {
            answers.add(answers(chosen, seed));
        }
        if (root.json) {
            session.terminal().json(answers);
        }
        if (report != null) {
            Files.writeString(report, DiagnosisPage.of(answers));
        }
        return ExitCode.DONE;
    }

    private List<DiagnosisBench.Answer> answers(List<String> names, int seed) {
        List<DiagnosisBench.Answer> answers = new ArrayList<>();
        for (String name : names) {
            DiagnosisBench.Answer answer = DiagnosisBench.answer(name, seed);
            answers.add(answer);
            if (!root.json) {
                session.terminal().line(line(answer));
            }
        }
        return answers;
    }

    private static String line(DiagnosisBench.Answer answer) {
        return "%s %-18s %s -> %s"
                .formatted(
                        answer.right() ? "✓" : "✗",
                        answer.name(),
                        answer.symptoms(),
                        String.join(", ", answer.proposals()));
    }

    private static Timing time(BenchCase subject, Device device, int rounds) {
        try (TrainingBench bench = TrainingBench.open(subject, device)) {
            double[] millis = DoubleStream.generate(() -> bench.round(ROUND_MILLIS))
                    .limit(rounds)
                    .sorted()
                    .toArray();
            return timing(subject, bench, millis[rounds / 2]);
        }
    }

    private void paced(List<BenchCase> cases, Device device) throws IOException {
        if (cases.size() != 1) {
            throw CliException.badInput("--paced: expected one case, found %d", cases.size());
        }
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (TrainingBench bench = TrainingBench.open(cases.getFirst(), device)) {
            while (input.readLine() != null) {
                session.terminal().jsonLine(timing(cases.getFirst(), bench, bench.round(ROUND_MILLIS)));
            }
        }
    }

    private static Timing timing(BenchCase subject, TrainingBench bench, double stepMillis) {
        return new Timing(subject.name(), subject.batch(), bench.parameters(), bench.newShapeMillis(), stepMillis);
    }

    private void print(List<Timing> timings) {
        if (root.json) {
            session.terminal().json(timings);
            return;
        }
        Table table = new Table("case", ">batch", ">parameters", ">new shape", ">step", ">examples/s");
        for (Timing timing : timings) {
            table.row(
                    timing.name(),
                    timing.batch(),
                    timing.parameters(),
                    "%.0f ms".formatted(timing.newShapeMillis()),
                    timing.stepMillis() < 1
                            ? "%.1f µs".formatted(1000 * timing.stepMillis())
                            : "%.2f ms".formatted(timing.stepMillis()),
                    "%.0f".formatted(1000 * timing.batch() / timing.stepMillis()));
        }
        table.print(session.terminal());
    }
}
