package io.epochline.analyzer.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.events.Json;
import io.epochline.events.spec.JobFile;
import io.epochline.events.spec.StudySpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Studies and trials made for a test. */
final class Sweeps {

    private Sweeps() {}

    /** A study over the given lines of YAML, such as {@code optimizer.lr: {type: float, low: 1.0e-5, high: 0.1, log: true}}. */
    static StudySpec study(String sampler, String direction, String... space) {
        return (StudySpec) JobFile.read("""
                kind: study
                name: digits
                sampler: %s
                direction: %s
                trials: 20
                seed: 4
                job:
                  kind: train
                  name: digits
                  data: {source: npz, path: digits.npz}
                  model: digits_cnn
                  loss: cross_entropy
                  optimizer: {name: sgd}
                space:
                  %s
                """.formatted(sampler, direction, String.join("\n  ", space)), "study.yaml");
    }

    /** Trials with values of a function of their parameters, each parameter drawn by its own function. */
    static Sweep sweep(
            StudySpec study,
            int trials,
            Map<String, ToDoubleFunction<Random>> draws,
            ToDoubleFunction<Map<String, Double>> objective) {
        Random random = new Random(17);
        List<Trial> made = new ArrayList<>();
        for (int number = 0; number < trials; number++) {
            Map<String, Double> values = new HashMap<>();
            study.space()
                    .keySet()
                    .forEach(name -> values.put(name, draws.get(name).applyAsDouble(random)));
            Map<String, JsonNode> parameters = new HashMap<>();
            values.forEach((name, value) -> parameters.put(name, Json.MAPPER.valueToTree(value)));
            made.add(new Trial(number, "run-" + number, objective.applyAsDouble(values), parameters));
        }
        return new Sweep(study, made);
    }

    /** Trials of one parameter. */
    static Sweep of(StudySpec study, Object[] parameter, double[] values) {
        String name = study.space().keySet().iterator().next();
        List<Trial> trials = new ArrayList<>();
        for (int number = 0; number < values.length; number++) {
            JsonNode value = Json.MAPPER.valueToTree(parameter[number]);
            trials.add(new Trial(number, "run-" + number, values[number], Map.of(name, value)));
        }
        return new Sweep(study, trials);
    }
}
