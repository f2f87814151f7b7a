package io.epochline.console.cli;

import io.epochline.console.cli.output.Format;
import io.epochline.console.report.plot.Pictures;
import io.epochline.console.report.plot.Recipe;
import io.epochline.console.report.plot.Recipes;
import io.epochline.console.report.signal.RunSignals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Draws runs. */
@Command(
        name = "plot",
        description = {
            "Draw what runs left: one run, or several to compare. A run that goes on is drawn as far as it has come.",
            "Recipes: training (of one run), comparison (of several), norms, theta, curvature."
        })
final class PlotCommand implements Callable<Integer> {

    private final Session session;

    @ParentCommand
    private Epochline root;

    @Parameters(paramLabel = "RUN", arity = "1..*", description = GivenRuns.HOW)
    private List<String> given;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where the picture goes.")
    private Path out;

    @Option(
            names = "--recipe",
            paramLabel = "NAME|FILE",
            description = "Which signals stand in which panels. Default: training, or comparison of several runs.")
    private String recipe;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "png",
            description = "png or svg. Default: ${DEFAULT-VALUE}.")
    private String format;

    PlotCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Pictures.Format wanted = format();
        String name = recipe == null ? Recipes.suited(given.size()) : recipe;
        Recipe described = described(name);
        List<RunSignals> runs =
                GivenRuns.with(session, given.stream().distinct().toList(), folders -> folders.stream()
                        .map(RunSignals::of)
                        .toList());
        byte[] picture = Pictures.draw(described, runs, wanted);
        Path file = out.resolve(fileName(name, runs));
        try {
            Files.createDirectories(out);
            Files.write(file, picture);
        } catch (IOException e) {
            throw CliException.badInput("The picture cannot be written to %s: %s", file, e);
        }
        if (root.json) {
            session.terminal().json(Map.of("file", file.toString(), "size", picture.length));
        } else {
            session.terminal().line("%s  %s", file, Format.bytes(picture.length));
        }
        return ExitCode.DONE;
    }

    private Pictures.Format format() {
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "png" -> Pictures.Format.PNG;
            case "svg" -> Pictures.Format.SVG;
            default -> throw CliException.badInput("--format: expected png or svg, found '%s'", format);
        };
    }

    private static Recipe described(String name) {
        Path file = Path.of(name);
        if (!Files.isRegularFile(file)) {
            return Recipes.named(name);
        }
        try {
            return Recipes.parse(Files.readString(file), name);
        } catch (IOException e) {
            throw CliException.unreadable(file, e);
        }
    }

    /** {@code run-1-training.png}; of several runs {@code comparison.png}. */
    private String fileName(String recipe, List<RunSignals> runs) {
        String name = Path.of(recipe).getFileName().toString().replaceFirst("\\.ya?ml$", "");
        String whose = runs.size() == 1 ? runs.getFirst().name() + "-" : "";
        return whose + name + "." + format.toLowerCase(Locale.ROOT);
    }
}
