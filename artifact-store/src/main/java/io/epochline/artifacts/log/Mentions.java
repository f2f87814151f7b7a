package io.epochline.artifacts.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings that a log mentions beside its curves: arguments, dictionaries, YAML, {@code Namespace(...)}. The first mention
 * of a run counts.
 */
final class Mentions {

    private static final Words WORDS = Words.get();
    private static final int LONGEST_LINE = 1 << 14;

    /** A printed module begins so; its layers follow within. */
    private static final Pattern MODULE = Pattern.compile("(?:.*[\\s:])?(?!\\w*DataParallel\\()([A-Z]\\w*)\\($");

    private static final Pattern LAYER = Pattern.compile("\\s+\\(\\w+\\): \\w+\\(.*");

    /** {@code Model resnet18 created}, {@code model [CycleGANModel] was created}. */
    private static final Pattern CREATED = Pattern.compile(
            "(?i).*\\bmodel (?:\\[([a-z][\\w-]*)]|(?=\\w*[\\d_])([a-z][\\w-]*)) (?:(?:was|is|has been) )?created\\b.*");

    private final Map<String, Object> hyperparameters = new LinkedHashMap<>();
    private double firstRate = Double.NaN;
    private String model;
    private String loss;
    private String block = "";
    private String module;

    /** Whether this is a layer of a printed module, of which the arguments are no settings of the run. */
    private boolean layer;

    void read(Line line) {
        if (line.isBlank() || line.length() > LONGEST_LINE) {
            return;
        }
        module(line);
        created(line);
        Assignments.of(line, this::note);
    }

    private void module(Line line) {
        byte last = line.bytes()[line.length() - 1];
        layer = line.bytes()[0] == ' ' && LAYER.matcher(line.text()).matches();
        if (module != null && layer && model == null) {
            model = module;
        }
        module = null;
        if (last == '(') {
            Matcher matcher = MODULE.matcher(line.text().strip());
            module = matcher.matches() ? matcher.group(1) : null;
        }
    }

    private void created(Line line) {
        if (model != null || !line.contains(" created")) {
            return;
        }
        Matcher matcher = CREATED.matcher(line.text());
        if (matcher.matches()) {
            model = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        }
    }

    /** The one told beside a place, which stands where no setting says it. */
    void learningRate(double told) {
        firstRate = Double.isNaN(firstRate) ? told : firstRate;
    }

    /** How many there are to be, as places tell it; NaN where they do not. */
    void epochs(double all) {
        if (Double.isFinite(all)) {
            hyperparameters.putIfAbsent("epochs", (long) all);
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
        if (number != null && !layer) {
            Object value = number.equals("parameters") ? MentionedValue.count(rest) : MentionedValue.number(rest);
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

    /** Whether so many settings are told at once that a script has begun. */
    boolean isSetup() {
        boolean rate = !Double.isNaN(firstRate) && !hyperparameters.containsKey("learning_rate");
        return hyperparameters.size() + (rate ? 1 : 0) + (model == null ? 0 : 1) + (loss == null ? 0 : 1) >= 3;
    }

    Map<String, Object> hyperparameters() {
        Map<String, Object> all = new LinkedHashMap<>(hyperparameters);
        if (Double.isFinite(firstRate)) {
            all.putIfAbsent("learning_rate", firstRate);
        }
        return all;
    }

    String model() {
        return model;
    }

    String loss() {
        return loss;
    }
}
