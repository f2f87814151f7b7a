package io.epochline.artifacts.log;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.artifacts.curve.Curves;
import io.epochline.artifacts.curve.Point;
import io.epochline.artifacts.curve.Series;
import io.epochline.events.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** How many of the values that must be read from samples were. */
final class Score {

    private int right;
    private int wrong;
    private int missed;
    private int invented;
    private final List<String> faults = new ArrayList<>();

    /** Of all samples in a folder. */
    static Score of(String folder) throws IOException {
        Score score = new Score();
        for (Path sample : Samples.in(folder)) {
            score.add(sample);
        }
        return score;
    }

    private void add(Path sample) throws IOException {
        JsonNode expected = Samples.expected(sample);
        TrainingLog log = LogReader.read(sample);
        String name = sample.getFileName().toString();
        check(name + " format", expected.path("format").textValue(), log.format());
        check(name + " runs", expected.path("runs").intValue(), log.runs().size());
        log.primary().ifPresent(run -> add(name, expected, run));
    }

    private void add(String name, JsonNode expected, LoggedRun run) {
        Curves curves = run.curves();
        Series train = run.trainLoss();
        Point best = curves.yardstick().best(curves.direction()).orElse(null);
        check(name + " unit", expected.path("unit").textValue(), run.unit());
        check(name + " count", expected.path("count").longValue(), run.count());
        JsonNode losses = expected.path("train");
        check(
                name + " first train loss",
                number(losses.path(0)),
                run.firstPrinted().get(train.name()));
        check(
                name + " last train loss",
                number(losses.path(1)),
                train.last().map(Point::value).orElse(null));
        check(
                name + " best name",
                expected.at("/best/0").textValue(),
                best == null ? null : curves.yardstick().name());
        check(name + " best value", number(expected.at("/best/1")), best == null ? null : (Double) best.value());
        check(
                name + " direction",
                expected.at("/best/2").textValue(),
                best == null ? null : curves.direction().name().toLowerCase(Locale.ROOT));
        check(name + " best at", number(expected.at("/best/3")), best == null ? null : (Double) best.at());
        check(name + " model", expected.path("model").textValue(), run.model());
        check(name + " loss", expected.path("loss").textValue(), run.loss());
        expected.path("hyperparameters").properties().forEach(setting -> {
            Object found = run.hyperparameters().get(setting.getKey());
            check(
                    name + " " + setting.getKey(),
                    setting.getValue().isNumber()
                            ? number(setting.getValue())
                            : setting.getValue().textValue(),
                    found instanceof Number number ? (Object) number.doubleValue() : found);
        });
        expected.path("series").properties().forEach(series -> {
            Series found = run.series().get(series.getKey());
            List<Double> values = found == null
                    ? null
                    : found.points().stream().map(Point::value).toList();
            List<Double> told = new ArrayList<>();
            series.getValue().forEach(value -> told.add(value.asDouble()));
            check(name + " " + series.getKey(), told, values);
        });
    }

    /** Texts stand for what is not finite. */
    private static Double number(JsonNode node) {
        return node.isMissingNode() ? null : (Double) Json.MAPPER.convertValue(node, Double.class);
    }

    private void check(String what, Object expected, Object found) {
        if (Objects.equals(expected, found)) {
            right += expected == null ? 0 : 1;
            return;
        }
        faults.add("%s: expected %s, found %s".formatted(what, expected, found));
        if (found == null) {
            missed++;
        } else if (expected == null) {
            invented++;
        } else {
            wrong++;
        }
    }

    int right() {
        return right;
    }

    int wrong() {
        return wrong;
    }

    int missed() {
        return missed;
    }

    /** Values for what the log does not tell. */
    int invented() {
        return invented;
    }

    double share() {
        return (double) right / (right + wrong + missed + invented);
    }

    List<String> faults() {
        return faults;
    }
}
