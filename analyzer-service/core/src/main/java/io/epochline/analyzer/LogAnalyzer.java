package io.epochline.analyzer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.epochline.analyzer.diagnosis.Diagnoser;
import io.epochline.analyzer.diagnosis.Diagnosis;
import io.epochline.analyzer.diagnosis.Observations;
import io.epochline.analyzer.proposal.Change;
import io.epochline.analyzer.proposal.CurrentSetup;
import io.epochline.analyzer.proposal.Proposal;
import io.epochline.analyzer.proposal.Proposer;
import io.epochline.artifacts.curve.Curves;
import io.epochline.artifacts.curve.Point;
import io.epochline.artifacts.curve.Series;
import io.epochline.artifacts.log.LogException;
import io.epochline.artifacts.log.LogReader;
import io.epochline.artifacts.log.LoggedRun;
import io.epochline.artifacts.log.TrainingLog;
import io.epochline.events.Json;
import io.epochline.events.spec.JobSpec;
import io.epochline.events.spec.TrainingJob;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** From a training log to what to try next, in one call and without any service. */
public final class LogAnalyzer {

    private LogAnalyzer() {}

    /**
     * Analyses a file.
     *
     * @throws LogException if the file cannot be read, is empty, or is no text
     */
    public static Analysis analyze(Path file) {
        return analyze(LogReader.read(file), null);
    }

    /**
     * The same, of a model that is known; its proposals fit that model.
     *
     * @param model null where only the log may tell of it
     */
    public static Analysis analyze(Path file, GivenModel model) {
        return analyze(LogReader.read(file), model);
    }

    /**
     * Analyses a stream, which stays open.
     *
     * @throws LogException if the stream breaks, is empty, or is no text
     */
    public static Analysis analyze(InputStream in) {
        return analyze(LogReader.read(in), null);
    }

    /** The same, of a model that is known, or null. */
    public static Analysis analyze(InputStream in, GivenModel model) {
        return analyze(LogReader.read(in), model);
    }

    private static Analysis analyze(TrainingLog log, GivenModel model) {
        List<Analysis.Run> runs = log.runs().stream().map(LogAnalyzer::run).toList();
        List<Analysis.Suggestion> proposals =
                log.primary().map(run -> suggestions(run, model)).orElse(List.of());
        return new Analysis(log.format(), runs.isEmpty() ? null : runs.size() - 1, runs, proposals, log.warnings());
    }

    private static Analysis.Run run(LoggedRun run) {
        Curves curves = run.curves();
        Diagnosis diagnosis = diagnose(run);
        Series train = run.trainLoss();
        Map<String, Analysis.Curve> all = new LinkedHashMap<>();
        run.series().forEach((name, series) -> all.put(name, curve(series)));
        return new Analysis.Run(
                run.unit(),
                run.count(),
                run.firstPrinted().get(train.name()),
                train.isEmpty() ? null : train.points().getLast().value(),
                best(curves),
                all,
                Analysis.Metrics.of(diagnosis.metrics()),
                run.hyperparameters(),
                run.model(),
                run.loss(),
                diagnosis.symptoms(),
                run.warnings());
    }

    private static Analysis.Best best(Curves curves) {
        return curves.yardstick()
                .best(curves.direction())
                .map(point -> new Analysis.Best(
                        curves.yardstick().name(), point.value(), curves.direction(), printed(point.at())))
                .orElse(null);
    }

    private static Analysis.Curve curve(Series series) {
        return new Analysis.Curve(
                series.points().stream().map(point -> printed(point.at())).toList(),
                series.points().stream().map(Point::value).toList());
    }

    private static Number printed(double at) {
        return at == Math.rint(at) ? (Number) (long) at : (Number) at;
    }

    private static List<Analysis.Suggestion> suggestions(LoggedRun run, GivenModel given) {
        JsonNode told = run.model() == null ? null : TextNode.valueOf(run.model());
        JsonNode model = given == null ? told : given.spec();
        String loss = run.loss() == null ? null : ProposedJob.loss(run.loss());
        boolean classifies =
                run.loss() == null && run.series().keySet().stream().anyMatch(name -> name.endsWith("accuracy"));
        CurrentSetup setup = new CurrentSetup(
                model,
                classifies ? "cross_entropy" : loss,
                given == null ? null : given.input(),
                null,
                ProposedJob.of(run, ownModel(run, given, ProposedJob.ANY_MODEL)));
        List<Proposal> proposals = Proposer.propose(diagnose(run), setup);
        JsonNode other = proposals.stream()
                .flatMap(proposal -> proposal.change() instanceof Change.NewModel(JsonNode proposed)
                        ? Stream.of(proposed)
                        : Stream.empty())
                .findFirst()
                .orElse(ProposedJob.ANY_MODEL);
        TrainingJob job = ProposedJob.of(run, ownModel(run, given, other));
        return proposals.stream()
                .map(proposal -> Analysis.Suggestion.of(proposal, Json.MAPPER.valueToTree((JobSpec)
                        proposal.change().on(job, proposal.id()))))
                .toList();
    }

    /** The run's own model as far as it is known here, else the other. */
    private static JsonNode ownModel(LoggedRun run, GivenModel given, JsonNode other) {
        if (given != null) {
            return given.spec();
        }
        return ProposedJob.known(run.model()) ? TextNode.valueOf(run.model()) : other;
    }

    private static Diagnosis diagnose(LoggedRun run) {
        return Diagnoser.diagnose(run.curves(), Observations.of(LoggedFacts.of(run)));
    }
}
