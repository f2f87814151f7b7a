package io.epochline.analyzer.diagnosis;

import static io.epochline.analyzer.diagnosis.Evidence.SEVERE;

import io.epochline.artifacts.curve.Curves;
import io.epochline.artifacts.curve.Point;
import io.epochline.artifacts.curve.Series;
import io.epochline.events.Symptom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code divergence}: a value is not finite, or training ends worse than it began by more than
 * {@link #WORSE_THAN_START}. Where no training curve is known the validation curve stands for it, but must end
 * {@link #VALIDATION_WORSE} worse, since overfitting alone can lift it above its start. The bounds are arbitrary.
 */
final class DivergenceRule {

    static final double WORSE_THAN_START = 0.1;
    static final double VALIDATION_WORSE = 1.0;

    private DivergenceRule() {}

    static Optional<Symptom> divergence(Case run) {
        return firstNonFinite(run.curves())
                .map(sentence -> Evidence.symptom("divergence", SEVERE, sentence))
                .or(() -> endsWorse(run.curves()));
    }

    static Optional<String> firstNonFinite(Curves curves) {
        return Stream.of(curves.train(), curves.validation())
                .flatMap(series -> series.points().stream()
                        .filter(point -> !point.isFinite())
                        .limit(1)
                        .map(point -> "%s is %s".formatted(series.name(), Evidence.at(curves, point))))
                .findFirst();
    }

    private static Optional<Symptom> endsWorse(Curves curves) {
        Series series = curves.train().isEmpty() ? curves.validation() : curves.train();
        double bound = curves.train().isEmpty() ? VALIDATION_WORSE : WORSE_THAN_START;
        List<Point> points = series.points();
        if (points.size() < 3) {
            return Optional.empty();
        }
        Point first = points.getFirst();
        Point last = points.getLast();
        double before = points.get(points.size() - 2).value();
        double allowed = bound * Math.abs(first.value());
        boolean worse = -curves.direction().gain(first.value(), last.value()) > allowed
                && -curves.direction().gain(first.value(), before) > allowed;
        return worse
                ? Optional.of(Evidence.symptom(
                        "divergence",
                        SEVERE,
                        "%s ends worse than it began: %s, then %s"
                                .formatted(series.name(), Evidence.at(curves, first), Evidence.at(curves, last))))
                : Optional.empty();
    }
}
