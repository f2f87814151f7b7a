package io.epochline.console.cli;

import io.epochline.analyzer.Analysis;
import io.epochline.analyzer.AnalysisText;
import io.epochline.analyzer.GivenModel;
import io.epochline.analyzer.LogAnalyzer;
import io.epochline.analyzer.report.AnalysisReport;
import io.epochline.compute.Spelling;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.network.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Analyses a training log; needs no service. */
@Command(
        name = "analyze",
        description = "Read a training log: metrics, symptoms, and what to try next. Needs nothing running.")
final class AnalyzeCommand implements Callable<Integer> {

    private static final int MOST_NAMES = 1000;

    private final Session session;

    @ParentCommand
    private Epochline root;

    @Parameters(paramLabel = "LOG", description = "What a training script printed; '-' for standard input.")
    private String log;

    @Option(
            names = "--model",
            paramLabel = "FILE|NAME",
            description = "The model that was trained: a named one, an architecture document or an ONNX file. "
                    + "Proposals then fit it, and jobs train it.")
    private String model;

    @Option(
            names = "--input",
            paramLabel = "SHAPE",
            description = "The shape of an example for --model, where it does not say one itself.")
    private String input;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write analysis.md, analysis.html and analysis.json there as well.")
    private Path report;

    AnalyzeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        GivenModel given = given();
        Analysis analysis = log.equals("-")
                ? LogAnalyzer.analyze(System.in, given)
                : LogAnalyzer.analyze(existing(Path.of(log)), given);
        if (report != null) {
            write(analysis);
        }
        if (root.json) {
            session.terminal().line(analysis.toJson());
        } else {
            session.terminal().line(AnalysisText.render(analysis).stripTrailing());
        }
        return ExitCode.DONE;
    }

    private GivenModel given() {
        if (model == null) {
            if (input != null) {
                throw CliException.badInput("--input says what --model takes; name the model as well.");
            }
            return null;
        }
        ModelSubject subject = ModelSubject.of(model, input);
        Model found = subject.model();
        Shape shape = subject.input(found);
        found.plan(shape);
        return new GivenModel(subject.spec(), shape);
    }

    private void write(Analysis analysis) {
        String name =
                log.equals("-") ? "Standard input" : Path.of(log).getFileName().toString();
        try {
            Files.createDirectories(report);
            for (Map.Entry<String, String> file :
                    AnalysisReport.files(analysis, name).entrySet()) {
                Files.writeString(report.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw CliException.badInput("The report cannot be written to %s: %s", report, e);
        }
        if (!root.json) {
            session.terminal().line("Report: " + report.resolve("analysis.html") + ", analysis.md, analysis.json");
        }
    }

    private static Path existing(Path file) {
        if (Files.isRegularFile(file)) {
            return file;
        }
        if (Files.isDirectory(file)) {
            throw CliException.badInput(
                    "%s is a folder, expected a log. Maybe one of its files: %s",
                    file, String.join(", ", names(file).stream().limit(5).toList()));
        }
        Path folder = file.toAbsolutePath().normalize().getParent();
        throw CliException.badInput(
                "There is no log '%s'.%s",
                file, Spelling.hint(file.getFileName().toString(), names(folder)));
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(name -> name.getFileName().toString())
                    .sorted()
                    .limit(MOST_NAMES)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
