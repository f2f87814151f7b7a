package io.epochline.artifacts.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Settings that a log mentions beside its curves: arguments, dictionaries, YAML, {@code Namespace(...)}. The first mention
 * of a run counts.
 */
final class Mentions {

    private static final Words WORDS = Words.get();
    private static final int LONGEST_LINE = 1 << 14;

    /** A printed module begins so; its layers follow within. */
    private static final Pattern MODULE = Pattern.compile("([A-Z]\\w*)\\($");

    private static final Pattern LAYER = Pattern.compile("\\s+\\(\\w+\\): \\w+\\(.*");

    private final Map<String, Object> hyperparameters = new LinkedHashMap<>();
    private String model;
    private String loss;
    private String block = "";
    private String module;

    void read(Line line) {
        if (line.length() > LONGEST_LINE) {
            return;
        }
        module(line);
        Assignments.of(line, this::note);
    }

    private void module(Line line) {
        byte last = line.bytes()[line.length() - 1];
        if (module != null && LAYER.matcher(line.text()).matches() && model == null) {
            model = module;
        }
        module = null;
        if (last == '(') {
            var matcher = MODULE.matcher(line.text().strip());
            module = matcher.matches() ? matcher.group(1) : null;
        }
    }

    void learningRate(double value) {
        if (Double.isFinite(value)) {
            hyperparameters.putIfAbsent("learning_rate", value);
        }
    }

    /**
     * @param key in small letters, with underscores
     * @param rest of the line, from the value on
     */
    void note(String key, String rest) {
        if (rest.isEmpty() || rest.charAt(0) == '{' || rest.startsWith("dict(")) {
            block = key;
            return;
        }
        String name = Assignments.NAMES.contains(key) ? block : key;
        String number = WORDS.numbers().get(name);
        if (number != null) {
            Object value = MentionedValue.number(rest);
            if (value != null) {
                hyperparameters.putIfAbsent(number, value);
            }
        } else if (WORDS.texts().containsKey(name)) {
            String text = MentionedValue.name(rest);
            if (text != null) {
                hyperparameters.putIfAbsent(WORDS.texts().get(name), text);
            }
        } else if (WORDS.models().contains(name) && model == null) {
            model = MentionedValue.name(rest);
        } else if (WORDS.losses().contains(name) && loss == null) {
            loss = MentionedValue.loss(rest, name.equals("loss"));
        }
    }

    /** What is said later where this says nothing. */
    void fillFrom(Mentions other) {
        other.hyperparameters.forEach(hyperparameters::putIfAbsent);
        model = model == null ? other.model : model;
        loss = loss == null ? other.loss : loss;
    }

    Map<String, Object> hyperparameters() {
        return hyperparameters;
    }

    String model() {
        return model;
    }

    String loss() {
        return loss;
    }
}
