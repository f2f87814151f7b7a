package io.epochline.artifacts.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands after the name of a setting, where it can be its value; null where it is prose, a file or nothing. */
final class MentionedValue {

    private static final Words WORDS = Words.get();
    private static final Pattern NAME = Pattern.compile("[A-Za-z][\\w./-]*");
    private static final Pattern FILE =
            Pattern.compile(".*\\.(?:pt|pth|h5|hdf5|ckpt|onnx|bin|keras|safetensors|pkl|py|ya?ml|json|prototxt|cfg)");
    private static final Pattern PROSE = Pattern.compile("[.:]?\\s+[A-Za-z]+(?![\\w.]*\\s*[=:]).*");
    private static final Set<String> NOTHING = Set.of(
            "none",
            "null",
            "true",
            "false",
            "nan",
            "class",
            "function",
            "object",
            "tensor",
            "total",
            "created",
            "loaded",
            "loading");
    private static final Pattern THOUSANDS = Pattern.compile("\\d{1,3}(?:,\\d{3})+(?![\\d,.])");
    private static final Pattern ROUNDED = Pattern.compile("(\\d+(?:\\.\\d+)?) ?([KMB])\\b");
    private static final Pattern ALONE = Pattern.compile("\\[([\\d.eE+-]+)]");
    /** Code that computes it, as in the trace of a failure. */
    private static final Pattern CALL = Pattern.compile("self\\.|(?:compute_loss|loss_f\\w*|criterion|loss)\\(");

    private static final Pattern WORD = Pattern.compile("[^a-z0-9]+");

    private MentionedValue() {}

    /** How many of something, such as {@code 2.98 M}; null where that is no whole number. */
    static Object count(String rest) {
        Matcher rounded = ROUNDED.matcher(rest);
        if (rounded.lookingAt()) {
            int thousands = "KMB".indexOf(rounded.group(2)) + 1;
            return Math.round(Double.parseDouble(rounded.group(1)) * Math.pow(1000, thousands));
        }
        return number(rest) instanceof Long whole ? whole : null;
    }

    /** Numbers as they are printed: whole ones as Long, also {@code 1,234,567}; the one of a list of one. */
    static Object number(String rest) {
        Matcher alone = ALONE.matcher(rest);
        if (alone.lookingAt()) {
            return number(alone.group(1));
        }
        Matcher thousands = THOUSANDS.matcher(rest);
        if (thousands.lookingAt()) {
            return Long.valueOf(thousands.group().replace(",", ""));
        }
        byte[] bytes = rest.getBytes(StandardCharsets.ISO_8859_1);
        int end = Numbers.end(bytes, 0, bytes.length);
        boolean clean = end > 0 && (end == bytes.length || ",;|)}]'\" \t".indexOf(bytes[end]) >= 0);
        if (!clean) {
            return null;
        }
        double value = Numbers.parse(bytes, 0, end);
        boolean whole = rest.substring(0, end).chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
        return whole && Math.abs(value) < 1e15 ? (Object) (long) value : value;
    }

    /** A single name, such as {@code resnet18} or {@code AdamW}, with nothing but its arguments or other settings after it. */
    static String name(String rest) {
        Matcher name = NAME.matcher(rest);
        if (!name.lookingAt() || FILE.matcher(name.group()).matches()) {
            return null;
        }
        String text = name.group();
        String after = rest.substring(name.end());
        boolean config = text.endsWith("Config");
        boolean key = after.startsWith(":") || after.startsWith("=");
        boolean prose = PROSE.matcher(after).matches();
        return key || config || prose || NOTHING.contains(text.toLowerCase(Locale.ROOT)) ? null : text;
    }

    /**
     * A name or an expression, such as {@code CrossEntropyLoss()} or {@code 0.8*huber + 0.2*mae}.
     *
     * @param known whether it must hold a word that losses are known by
     */
    static String loss(String rest, boolean known) {
        String text = argument(rest);
        if (CALL.matcher(text).lookingAt()) {
            return null;
        }
        String[] words = WORD.split(text.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT));
        boolean loss = Arrays.stream(words).anyMatch(WORDS::isLossWord);
        boolean named = NAME.matcher(text).matches() && !NOTHING.contains(text.toLowerCase(Locale.ROOT));
        boolean measured = Numbers.read(text.split("\\s", 2)[0]) != null;
        return text.length() <= 200 && !measured && (loss && words.length <= 24 || named && !known) ? text : null;
    }

    /** Up to the comma, quote, bracket or option that ends it. */
    private static String argument(String rest) {
        int depth = 0;
        for (int i = 0; i < rest.length(); i++) {
            char c = rest.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            boolean ends = depth == 0 && (",;|}'\"`".indexOf(c) >= 0 || rest.startsWith(" --", i));
            if (ends || depth < 0) {
                return rest.substring(0, i).strip();
            }
        }
        return rest.strip();
    }
}
