package io.epochline.console.cli;

import io.epochline.analyzer.Analysis;
import io.epochline.analyzer.AnalysisText;
import io.epochline.analyzer.LogAnalyzer;
import io.epochline.compute.Spelling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    private final Session session;

    @ParentCommand
    private Epochline root;

    @Parameters(paramLabel = "LOG", description = "What a training script printed; '-' for standard input.")
    private String log;

    @Option(names = "--report", paramLabel = "DIR", description = "Write analysis.txt and analysis.json there as well.")
    private Path report;

    AnalyzeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Analysis analysis =
                log.equals("-") ? LogAnalyzer.analyze(System.in) : LogAnalyzer.analyze(existing(Path.of(log)));
        String text = AnalysisText.render(analysis);
        if (report != null) {
            write(analysis, text);
        }
        if (root.json) {
            session.terminal().line(analysis.toJson());
        } else {
            session.terminal().line(text.stripTrailing());
        }
        return ExitCode.DONE;
    }

    private void write(Analysis analysis, String text) {
        try {
            Files.createDirectories(report);
            Files.writeString(report.resolve("analysis.txt"), text);
            Files.writeString(report.resolve("analysis.json"), analysis.toJson());
        } catch (IOException e) {
            throw CliException.badInput("The report cannot be written to %s: %s", report, e);
        }
        if (!root.json) {
            session.terminal().line("Report: " + report.resolve("analysis.txt") + ", analysis.json");
        }
    }

    private static Path existing(Path file) {
        if (Files.isRegularFile(file)) {
            return file;
        }
        Path folder = file.toAbsolutePath().normalize().getParent();
        throw CliException.badInput(
                "There is no log '%s'.%s",
                file, Spelling.hint(file.getFileName().toString(), names(folder)));
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(name -> name.getFileName().toString()).toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
