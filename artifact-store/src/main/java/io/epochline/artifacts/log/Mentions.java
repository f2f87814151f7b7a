package io.epochline.artifacts.log;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings that a log mentions beside its curves: arguments, dictionaries, YAML, {@code Namespace(...)}. The first mention
 * of a run counts.
 */
final class Mentions {

    private static final Map<String, String> NUMBERS = Map.ofEntries(
            Map.entry("lr", "learning_rate"),
            Map.entry("learning_rate", "learning_rate"),
            Map.entry("batch_size", "batch_size"),
            Map.entry("bs", "batch_size"),
            Map.entry("epochs", "epochs"),
            Map.entry("num_epochs", "epochs"),
            Map.entry("max_epochs", "epochs"),
            Map.entry("weight_decay", "weight_decay"),
            Map.entry("wd", "weight_decay"),
            Map.entry("dropout", "dropout"),
            Map.entry("momentum", "momentum"),
            Map.entry("seed", "seed"),
            Map.entry("hidden_size", "hidden_size"),
            Map.entry("hidden_dim", "hidden_dim"),
            Map.entry("num_layers", "num_layers"));

    private static final Set<String> MODEL =
            Set.of("model", "arch", "architecture", "backbone", "model_name", "network");
    private static final Set<String> LOSS =
            Set.of("loss", "loss_fn", "criterion", "loss_function", "loss_name", "objective_function");
    private static final Set<String> TEXTS = Set.of("optimizer", "scheduler");

    private static final Pattern SETTING = Pattern.compile(
            "(?<![\\w.])(?:--)?['\"]?(lr|learning[_ -]rate|batch[_ -]size|bs|(?:num_|max_)?epochs|weight[_ -]decay|wd|dropout"
                    + "|momentum|seed|hidden_size|hidden_dim|num_layers|model_name|model|architecture|arch|backbone|network"
                    + "|loss[_ ]function|loss_fn|loss_name|loss|criterion|optimizer|scheduler)['\"]?\\s*(?:[:=]\\s*|(?<=\\w)\\s+"
                    + "(?=[\\d'\"]))['\"]?([^\\n]*)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("[A-Za-z][\\w./-]*");
    private static final Pattern FILE = Pattern.compile(".*\\.(?:pt|pth|h5|ckpt|onnx|bin|keras|safetensors|pkl)");
    private static final Pattern BLANK = Pattern.compile("\\s");
    private static final Pattern LETTERS = Pattern.compile(".*[A-Za-z]{2}.*");

    private final Map<String, Object> hyperparameters = new LinkedHashMap<>();
    private String model;
    private String loss;

    void read(String line) {
        if (line.length() > 4096 || !assigns(line)) {
            return;
        }
        Matcher matcher = SETTING.matcher(line);
        int from = 0;
        while (from < line.length() && matcher.find(from)) {
            note(matcher.group(1).toLowerCase(Locale.ROOT).replaceAll("[ -]", "_"), matcher.group(2));
            from = matcher.start(2);
            if (from == matcher.start()) {
                return;
            }
        }
    }

    /** Whether a name stands before a colon or equals sign, or an option is given: most lines end here, cheaply. */
    private static boolean assigns(String line) {
        for (int i = 1; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == ':' || c == '=') {
                int before = i - 1;
                while (before > 0 && line.charAt(before) == ' ') {
                    before--;
                }
                char end = line.charAt(before);
                if (Character.isLetter(end) || end == '\'' || end == '"') {
                    return true;
                }
            } else if (c == '-' && line.charAt(i - 1) == '-') {
                return true;
            }
        }
        return false;
    }

    void learningRate(double value) {
        if (Double.isFinite(value)) {
            hyperparameters.putIfAbsent("learning_rate", value);
        }
    }

    private void note(String key, String rest) {
        if (NUMBERS.containsKey(key)) {
            int end = Numbers.end(rest, 0, rest.length());
            boolean clean = end == rest.length() || !Character.isLetter(rest.charAt(end));
            if (end > 0 && clean) {
                hyperparameters.putIfAbsent(NUMBERS.get(key), number(rest.substring(0, end)));
            }
        } else if (MODEL.contains(key) || TEXTS.contains(key)) {
            Matcher name = NAME.matcher(rest);
            if (name.lookingAt() && !FILE.matcher(name.group()).matches()) {
                String text = name.group();
                if (MODEL.contains(key)) {
                    model = model == null ? text : model;
                } else {
                    hyperparameters.putIfAbsent(key, text);
                }
            }
        } else if (LOSS.contains(key) && loss == null) {
            String text = argument(rest);
            boolean measured = Numbers.read(BLANK.split(text, 2)[0]) != null;
            loss = !measured && LETTERS.matcher(text).matches() && text.length() <= 200 ? text : null;
        }
    }

    private static Object number(String text) {
        double value = Double.parseDouble(text);
        return value == Math.rint(value) && Math.abs(value) < 1e15 && text.matches("[-+]?\\d+")
                ? (Object) (long) value
                : value;
    }

    /** Up to the comma, quote or bracket that ends it. */
    private static String argument(String rest) {
        int depth = 0;
        for (int i = 0; i < rest.length(); i++) {
            char c = rest.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            boolean ends = depth == 0 && ",;|}'\"".indexOf(c) >= 0;
            if (ends || depth < 0) {
                return rest.substring(0, i).strip();
            }
        }
        return rest.strip();
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
