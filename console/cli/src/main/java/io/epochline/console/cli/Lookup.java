package io.epochline.console.cli;

import io.epochline.artifacts.layout.RunLayout;
import io.epochline.compute.Spelling;
import io.epochline.events.view.EventBoard;
import io.epochline.events.view.ExperimentView;
import io.epochline.events.view.PosteriorView;
import io.epochline.events.view.RunView;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Finds what a person named by an id or the unique beginning of one. */
final class Lookup {

    private Lookup() {}

    /** @return the id of a run, a posterior or an experiment */
    static String any(EventBoard board, String given) {
        return id(
                given,
                "run, posterior or experiment",
                Stream.concat(work(board), experiments(board)).distinct().toList());
    }

    static RunView run(EventBoard board, String given) {
        List<String> ids = board.runs().stream().map(RunView::runId).toList();
        return board.findRun(id(given, "run", ids)).orElseThrow();
    }

    static String experiment(EventBoard board, String given) {
        return id(given, "experiment", experiments(board).toList());
    }

    private static Stream<String> work(EventBoard board) {
        return Stream.concat(
                board.runs().stream().map(RunView::runId),
                board.posteriors().stream().map(PosteriorView::jobId));
    }

    private static Stream<String> experiments(EventBoard board) {
        return board.experiments().stream().map(ExperimentView::experimentId);
    }

    /** The folder of a run that is given by its id or its beginning, or by {@code EXPERIMENT/RUN}, which needs no topics. */
    static RunLayout folder(Connection connection, String given) {
        int slash = given.indexOf('/');
        if (slash >= 0) {
            return RunLayout.of(given.substring(0, slash), given.substring(slash + 1));
        }
        RunView run = run(History.read(connection), given);
        return RunLayout.of(run.experimentId(), run.runId());
    }

    private static String id(String given, String what, Collection<String> ids) {
        if (ids.contains(given)) {
            return given;
        }
        List<String> beginning = ids.stream().filter(id -> id.startsWith(given)).toList();
        return switch (beginning.size()) {
            case 1 -> beginning.getFirst();
            case 0 ->
                throw CliException.badInput(
                        "There is no %s '%s'.%s './epochline runs' lists them.",
                        what, given, Spelling.hint(given, ids));
            default ->
                throw CliException.badInput(
                        "'%s' is the beginning of %d ids:%n  %s",
                        given, beginning.size(), String.join("\n  ", beginning));
        };
    }

    static CliException unknown(String given, String what, Collection<String> ids) {
        return CliException.badInput(
                "There is no %s '%s'.%s './epochline runs' lists them.", what, given, Spelling.hint(given, ids));
    }
}
