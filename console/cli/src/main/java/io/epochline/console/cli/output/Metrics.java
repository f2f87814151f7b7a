package io.epochline.console.cli.output;

import io.epochline.events.EpochCompleted;
import io.epochline.events.SamplingFinished.ParameterSummary;
import io.epochline.events.view.PosteriorView;
import io.epochline.events.view.RunView;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The measures of a run or a posterior in a few words. */
public final class Metrics {

    private static final List<String> MOST_TELLING =
            List.of("accuracy", "ranking_accuracy", "r2", "mse", "rmse", "mae");

    private Metrics() {}

    /** Of the best epoch when the run is over, else of the last one. */
    public static Map<String, Double> of(RunView run) {
        if (run.summary() != null) {
            return run.summary().metrics();
        }
        List<EpochCompleted> curve = run.curve();
        return curve.isEmpty() ? Map.of() : curve.getLast().metrics();
    }

    /** {@code accuracy 0.9722}, or nothing where nothing was measured. */
    public static String first(RunView run) {
        Map<String, Double> metrics = of(run);
        return MOST_TELLING.stream()
                .filter(metrics::containsKey)
                .findFirst()
                .or(() -> metrics.keySet().stream().sorted().findFirst())
                .map(name -> name + " " + Format.number(metrics.get(name)))
                .orElse("");
    }

    /** {@code accuracy 0.9722, mse 0.01}. */
    public static String all(Map<String, Double> metrics) {
        return new TreeMap<>(metrics)
                .entrySet().stream()
                        .map(metric -> metric.getKey() + " " + Format.number(metric.getValue()))
                        .collect(Collectors.joining(", "));
    }

    /** {@code R-hat 1.003, ESS 812}, of the parameter that mixes worst. */
    public static String worst(PosteriorView posterior) {
        if (posterior.finished() != null && !posterior.finished().parameters().isEmpty()) {
            var parameters = posterior.finished().parameters().values();
            return worst(
                    parameters.stream()
                            .map(ParameterSummary::rhat)
                            .max(Double::compare)
                            .orElseThrow(),
                    parameters.stream()
                            .map(ParameterSummary::essBulk)
                            .min(Double::compare)
                            .orElseThrow());
        }
        return posterior.progress() == null
                ? ""
                : worst(posterior.progress().maxRhat(), posterior.progress().minEss());
    }

    /** Either may be missing. */
    public static String worst(Double rhat, Double ess) {
        return "R-hat %s, ESS %s".formatted(Format.number(rhat), ess == null ? "-" : Long.toString(Math.round(ess)));
    }

    /** A row per parameter of a posterior. */
    public static Table table(Map<String, ParameterSummary> parameters) {
        Table table = new Table("parameter", ">mean", ">sd", ">mcse", ">R-hat", ">ESS bulk", ">ESS tail");
        new TreeMap<>(parameters)
                .forEach((name, summary) -> table.row(
                        name,
                        Format.number(summary.mean()),
                        Format.number(summary.sd()),
                        Format.number(summary.mcse()),
                        Format.number(summary.rhat()),
                        Math.round(summary.essBulk()),
                        Math.round(summary.essTail())));
        return table;
    }
}
