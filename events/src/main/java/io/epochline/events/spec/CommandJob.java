package io.epochline.events.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.events.Require;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One run of a program that the operator of the workers has listed.
 *
 * @param program its name in the operator's list; never a path or a line for a shell
 * @param args one element each of the program's arguments, after those that the list gives it; {@code {lr}} stands for the
 *     parameter {@code lr}
 * @param params numbers, texts and booleans by name, each of them used in {@code args} or {@code env}
 * @param env environment variables that the list lets jobs set; placeholders as in {@code args}
 * @param objective what the run is judged by
 * @param metrics how numbers are read from what the program prints
 * @param epochs how many the program will tell of, for those who watch; absent where that is not known
 * @param timeLimit in seconds, at most what the list allows; the list's own limit when absent
 * @param artifacts globs such as {@code *.pt} or {@code plots/**}, of files below the working folder that are kept
 */
public record CommandJob(
        String name,
        String program,
        List<String> args,
        Map<String, JsonNode> params,
        Map<String, String> env,
        Objective objective,
        MetricsForm metrics,
        Integer epochs,
        Double timeLimit,
        List<String> artifacts)
        implements RunJob {

    private static final String VARIABLE = "[A-Za-z_][A-Za-z0-9_]*";

    /**
     * Which of the numbers that a program prints is to become better, and which way.
     *
     * @param metric as the program calls it, such as {@code val_loss}
     * @param direction {@code minimize} or {@code maximize}
     */
    public record Objective(String metric, String direction) {

        public Objective {
            Require.text(metric, "objective.metric");
            Require.that(
                    "minimize".equals(direction) || "maximize".equals(direction),
                    "objective.direction",
                    "'minimize' or 'maximize'",
                    direction);
        }

        public boolean maximize() {
            return direction.equals("maximize");
        }
    }

    /** The form in which a program prints its metrics. */
    public enum MetricsForm {
        /** Whatever it prints: JSON objects as such, everything else as a log. */
        DETECT,
        /** {@code name=value}, as many as there are in a line, in the form of Katib's collector. */
        LINES,
        /** A JSON object a line; lines that are none are passed over. */
        JSONL,
        /** Text for people, read as a training log. */
        LOG;

        /** As it stands in job files, such as {@code jsonl}. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static MetricsForm of(String label) {
            List<String> labels = Stream.of(values()).map(MetricsForm::label).toList();
            Require.that(labels.contains(label), "metrics", "one of " + labels, label);
            return values()[labels.indexOf(label)];
        }
    }

    public CommandJob {
        Require.identifier(name, "name");
        Require.identifier(program, "program");
        args = args == null ? List.of() : List.copyOf(args);
        params = params == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(params));
        env = env == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(env));
        Require.present(objective, "objective");
        metrics = metrics == null ? MetricsForm.DETECT : metrics;
        artifacts = artifacts == null ? List.of() : List.copyOf(artifacts);
        params.forEach((key, value) -> {
            Require.that(
                    key.matches(VARIABLE),
                    "params",
                    "names of letters, digits and '_', not beginning with a digit",
                    key);
            Require.that(value.isValueNode() && !value.isNull(), "params." + key, "a number, text or boolean", value);
        });
        env.forEach((key, value) -> {
            Require.that(key.matches(VARIABLE), "env", "names of letters, digits and '_'", key);
            Require.that(!key.startsWith("EPOCHLINE_"), "env", "no name of those that the worker sets", key);
            Require.present(value, "env." + key);
        });
        Stream.concat(args.stream(), env.values().stream())
                .forEach(
                        text -> Require.that(text.indexOf('\0') < 0, "args and env", "texts without zero bytes", text));
        Placeholders.check(args, env, params.keySet());
        for (String glob : artifacts) {
            boolean inside = !glob.isBlank()
                    && !glob.startsWith("/")
                    && Stream.of(glob.split("/")).noneMatch(".."::equals);
            Require.that(inside, "artifacts", "globs relative to the working folder, without '..'", glob);
        }
        Require.that(epochs == null || epochs >= 1, "epochs", "at least 1, or left out", epochs);
        Require.that(
                timeLimit == null || timeLimit > 0 && Double.isFinite(timeLimit),
                "time_limit",
                "seconds, above 0, or left out",
                timeLimit);
    }

    /** {@link #args} with the parameters put in. */
    public List<String> arguments() {
        return args.stream().map(arg -> Placeholders.fill(arg, params)).toList();
    }

    /** {@link #env} with the parameters put in. */
    public Map<String, String> environment() {
        Map<String, String> filled = new LinkedHashMap<>();
        env.forEach((key, value) -> filled.put(key, Placeholders.fill(value, params)));
        return filled;
    }
}
