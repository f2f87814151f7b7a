package io.epochline.console.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.analyzer.proposal.Change;
import io.epochline.console.cli.output.Table;
import io.epochline.events.Json;
import io.epochline.events.Proposed;
import io.epochline.events.spec.JobFile;
import io.epochline.events.spec.TrainingJob;
import io.epochline.events.view.EventBoard;
import io.epochline.events.view.RunView;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What the analyzer proposed, and the jobs that try it. */
@Command(
        name = "proposals",
        description = {
            "List what was proposed for runs, the most promising first, with the strongest evidence and whether a training "
                    + "step was taken.",
            "'proposals show RUN N' tells all of one, and writes the job that tries it."
        })
final class ProposalsCommand implements Callable<Integer> {

    private final Session session;

    @ParentCommand
    private Epochline root;

    @Parameters(
            paramLabel = "RUN|EXPERIMENT",
            arity = "0..1",
            description = "Only those for this run or experiment, by its id or its unique beginning.")
    private String given;

    ProposalsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        EventBoard board = History.read(Connection.of(session));
        List<ProposalLine> lines = lines(board, given == null ? null : Lookup.any(board, given));
        if (root.json) {
            session.terminal()
                    .json(Map.of(
                            "proposals",
                            lines.stream().map(ProposalLine::document).toList()));
        } else if (lines.isEmpty()) {
            session.terminal()
                    .line(
                            "Nothing was proposed%s. Proposals follow the baseline of a campaign, and a run on its own.",
                            given == null ? "" : " for '" + given + "'");
        } else {
            print(lines);
        }
        return ExitCode.DONE;
    }

    private static List<ProposalLine> lines(EventBoard board, String id) {
        return board.experiments().stream()
                .flatMap(experiment -> experiment.proposals().stream()
                        .filter(proposed -> id == null
                                || proposed.runId().equals(id)
                                || proposed.experimentId().equals(id))
                        .map(proposed -> new ProposalLine(proposed, experiment.check(proposed))))
                .toList();
    }

    private void print(List<ProposalLine> lines) {
        Table table = new Table("run", ">#", "proposal", "check", "~because");
        for (ProposalLine line : lines) {
            Proposed proposed = line.proposed();
            table.row(
                    proposed.runId(),
                    proposed.rank(),
                    line.name(),
                    line.check()
                            .map(told -> told.passed() ? "passed" : "failed")
                            .orElse("not yet"),
                    proposed.evidence().isEmpty() ? "" : proposed.evidence().getFirst());
        }
        table.print(session.terminal());
    }

    @Command(
            name = "show",
            description =
                    "Tell all of one proposal: what it changes, its evidence, what to expect, its check; and with "
                            + "--job, write the job that tries it, ready to submit.")
    int show(
            @Parameters(paramLabel = "RUN", description = "The run that it was proposed for, or its experiment.")
                    String run,
            @Parameters(paramLabel = "N", description = "Its number in the list, or its id.") String number,
            @Option(
                            names = "--job",
                            paramLabel = "FILE",
                            description = "Write the job there; it must not be there yet.")
                    Path file) {
        EventBoard board = History.read(Connection.of(session));
        ProposalLine line = chosen(lines(board, Lookup.any(board, run)), run, number);
        TrainingJob job = file == null && !root.json ? null : job(board, line.proposed());
        if (file != null) {
            write(job, file);
        }
        if (root.json) {
            ObjectNode document = line.document();
            document.set("job", Json.MAPPER.valueToTree(job));
            session.terminal().json(document);
        } else {
            line.print(session.terminal());
            if (file != null) {
                session.terminal().line("  ./epochline submit " + file);
            }
        }
        return ExitCode.DONE;
    }

    private static ProposalLine chosen(List<ProposalLine> lines, String run, String number) {
        List<ProposalLine> found = lines.stream()
                .filter(line -> number.equals(String.valueOf(line.proposed().rank()))
                        || number.equals(line.proposed().proposalId()))
                .toList();
        if (found.isEmpty()) {
            throw CliException.badInput(
                    "There is no proposal '%s' for '%s', which has %d. './epochline proposals %s' lists them.",
                    number, run, lines.size(), run);
        }
        if (found.size() > 1) {
            throw CliException.badInput(
                    "'%s' has a proposal '%s' in %d rounds. Name the run: %s",
                    run,
                    number,
                    found.size(),
                    String.join(
                            ", ",
                            found.stream().map(line -> line.proposed().runId()).toList()));
        }
        return found.getFirst();
    }

    private static TrainingJob job(EventBoard board, Proposed proposed) {
        Optional<RunView> run = board.findRun(proposed.runId());
        if (run.map(RunView::job).orElse(null) instanceof TrainingJob job) {
            return Change.of(proposed).on(job.whole(), proposed.proposalId());
        }
        throw CliException.badInput(
                "The job of the run '%s' is not among the events, so there is none to change. Maybe it was told longer ago "
                        + "than Kafka keeps.",
                proposed.runId());
    }

    private static void write(TrainingJob job, Path file) {
        try {
            Files.writeString(file, JobFile.write(job), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw CliException.badInput("'%s' is there already. Maybe name another file.", file);
        } catch (IOException e) {
            throw CliException.badInput("'%s' cannot be written: %s", file, e);
        }
    }
}
