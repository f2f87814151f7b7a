package io.epochline.console.cli;

import io.epochline.console.cli.output.Format;
import io.epochline.console.report.export.SignalsCsv;
import io.epochline.console.report.export.TensorBoardFile;
import io.epochline.console.report.signal.RunFolder;
import io.epochline.console.report.signal.RunSignals;
import io.epochline.console.report.signal.SignalsFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Gives the signals of a run to other tools. */
@Command(
        name = "export",
        description = "Write a run's signals for other tools: losses, metrics, norms, rates, parameters by block.")
final class ExportCommand implements Callable<Integer> {

    private final Session session;

    @ParentCommand
    private Epochline root;

    @Parameters(paramLabel = "RUN", description = GivenRuns.HOW)
    private String given;

    @ArgGroup(exclusive = false, multiplicity = "1")
    private Targets targets;

    /** Where to; at least one. */
    static final class Targets {

        @Option(
                names = "--tensorboard",
                paramLabel = "DIR",
                description =
                        "An event file in the folder DIR/RUN, with scalars, histograms and hyperparameters: see it with"
                                + " 'tensorboard --logdir DIR'.")
        private Path tensorboard;

        @Option(names = "--csv", paramLabel = "FILE", description = "A row for each value.")
        private Path csv;

        @Option(names = "--signals", paramLabel = "FILE", description = "An archive of arrays that numpy reads.")
        private Path signals;
    }

    ExportCommand(Session session) {
        this.session = session;
    }

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    @Override
    public Integer call() {
        return GivenRuns.with(session, List.of(given), folders -> export(folders.getFirst()));
    }

    private int export(RunFolder folder) {
        RunSignals run = RunSignals.of(folder);
        Map<String, Long> written = new LinkedHashMap<>();
        if (targets.tensorboard != null) {
            Path file = targets.tensorboard.resolve(run.name()).resolve(TensorBoardFile.name(run.name()));
            write(file, out -> TensorBoardFile.write(folder, run, out), written);
        }
        if (targets.csv != null) {
            write(
                    targets.csv,
                    out -> {
                        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                        SignalsCsv.write(run.all(), text);
                        text.flush();
                    },
                    written);
        }
        if (targets.signals != null) {
            write(targets.signals, out -> out.write(SignalsFile.write(run.all())), written);
        }
        if (root.json) {
            session.terminal().json(written);
        } else {
            written.forEach((file, size) -> session.terminal().line("%s  %s", file, Format.bytes(size)));
        }
        return ExitCode.DONE;
    }

    private static void write(Path file, Content content, Map<String, Long> written) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                content.writeTo(out);
            }
            written.put(file.toString(), Files.size(file));
        } catch (IOException e) {
            throw CliException.badInput("%s cannot be written: %s", file, e);
        }
    }
}
