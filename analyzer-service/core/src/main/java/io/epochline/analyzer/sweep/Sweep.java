package io.epochline.analyzer.sweep;

import io.epochline.events.spec.StudySpec;
import java.util.Comparator;
import java.util.List;

/**
 * A study and the trials that came of it.
 *
 * @param trials in the order of their numbers
 */
public record Sweep(StudySpec study, List<Trial> trials) {

    public Sweep {
        trials = trials.stream().sorted(Comparator.comparingInt(Trial::number)).toList();
    }

    /** The trials that have a value. */
    List<Trial> finished() {
        return trials.stream().filter(trial -> Double.isFinite(trial.value())).toList();
    }

    /** The better quarter of the finished trials, rounded up, the best first; of equals the earlier. */
    List<Trial> elites() {
        List<Trial> finished = finished();
        return finished.stream()
                .sorted(better())
                .limit((finished.size() + 3) / 4)
                .toList();
    }

    /** Whether an adaptive sampler chose the trials, so that they are no random sample and p-values only describe. */
    boolean adaptive() {
        return !"random".equals(study.sampler());
    }

    boolean maximizes() {
        return "maximize".equals(study.direction());
    }

    private Comparator<Trial> better() {
        Comparator<Trial> ascending = Comparator.comparingDouble(Trial::value);
        return maximizes() ? ascending.reversed() : ascending;
    }
}
