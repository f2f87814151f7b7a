package io.epochline.artifacts.log;

import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** Finds names with a value: {@code lr=0.1}, {@code "lr": 0.1}, {@code --lr 0.1}, {@code batch size 64}. */
final class Assignments {

    private static final Words WORDS = Words.get();
    /** What settings in blocks call their name. */
    static final Set<String> NAMES = Set.of("name", "_name", "type", "_target_", "rate");

    /** Between the words of {@code WeightDecay}. */
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z])(?=[A-Z][a-z])");

    private static final int LONGEST_NAME = 40;

    private Assignments() {}

    /** Calls {@code take} with each name that may be a setting's, in small letters and with underscores, and the line from its value on. */
    static void of(Line line, BiConsumer<String, String> take) {
        byte[] bytes = line.bytes();
        int length = line.length();
        cells(line, take);
        int before = -1;
        int i = 0;
        while (i < length) {
            if (!Bytes.isLetter(bytes[i])) {
                i++;
                continue;
            }
            int end = nameEnd(bytes, i, length);
            int value = value(line, i, end);
            if (value >= 0 && end - i <= LONGEST_NAME) {
                boolean twoWords = before >= 0 && bytes[i - 1] == ' ';
                String name = name(line, twoWords ? before : i, i, end);
                if (WORDS.isSetting(name) || NAMES.contains(name)) {
                    take.accept(name, line.slice(value, length));
                }
            }
            before = value < 0 && end < length && bytes[end] == ' ' ? i : -1;
            i = end;
        }
    }

    /** {@code | Batch size | 64 |}: a row of a name and its value. */
    private static void cells(Line line, BiConsumer<String, String> take) {
        byte[] bytes = line.bytes();
        int begin = line.skipBlanks(0, line.length());
        int end = line.trimEnd(begin, line.length());
        if (end - begin < 5 || bytes[begin] != '|' || bytes[end - 1] != '|') {
            return;
        }
        int bar = begin + 1;
        while (bytes[bar] != '|') {
            bar++;
        }
        String rest = bar < end - 1 ? line.slice(bar + 1, end - 1) : "|";
        String name = small(line.slice(begin + 1, bar).strip());
        if (rest.indexOf('|') < 0 && WORDS.isSetting(name)) {
            take.accept(name, rest.strip());
        }
    }

    private static int nameEnd(byte[] bytes, int from, int length) {
        int i = from;
        while (i < length && (Bytes.isName(bytes[i]) || bytes[i] == '-' || bytes[i] == '.')) {
            i++;
        }
        return i;
    }

    /** Where the value of the name begins; -1 if it has none. */
    private static int value(Line line, int from, int end) {
        byte[] bytes = line.bytes();
        int length = line.length();
        boolean bracketed = from > 0 && bytes[from - 1] == '(' && end < length && bytes[end] == ')';
        boolean quoted = end < length && (bytes[end] == '"' || bytes[end] == '\'');
        int closed = bracketed || quoted ? end + 1 : end;
        int next = afterLeader(line, line.skipBlanks(closed, length));
        if (next < length && (bytes[next] == ':' || bytes[next] == '=')) {
            return unquoted(line, line.skipBlanks(next + 1, length));
        }
        if (line.startsWith("is ", next) && next + 3 < length && Bytes.isDigit(bytes[next + 3])) {
            return next + 3;
        }
        boolean option =
                from > 1 && bytes[from - 1] == '-' && bytes[from - 2] == '-' || next > 2 && bytes[next - 2] == '.';
        boolean plain = next > end
                && next < length
                && closed == end
                && (Bytes.isDigit(bytes[next]) || bytes[next] == '\'' || bytes[next] == '"');
        return plain || option && next > end && next < length ? unquoted(line, next) : -1;
    }

    /** {@code seed ........ 1234}: three points or more lead to the value. */
    private static int afterLeader(Line line, int from) {
        int i = from;
        while (i < line.length() && line.bytes()[i] == '.') {
            i++;
        }
        return i - from > 2 ? line.skipBlanks(i, line.length()) : from;
    }

    private static int unquoted(Line line, int from) {
        boolean quoted = from < line.length() && (line.bytes()[from] == '"' || line.bytes()[from] == '\'');
        return quoted ? from + 1 : from;
    }

    /** Two words where they are a name, else the last, without what stands before a point. */
    private static String name(Line line, int first, int last, int end) {
        String words = small(line.slice(first, end));
        if (first == last || WORDS.isSetting(words)) {
            return words.substring(words.lastIndexOf('.') + 1);
        }
        return name(line, last, last, end);
    }

    private static boolean isCamelCase(String name) {
        for (int i = 1; i < name.length(); i++) {
            if (Character.isUpperCase(name.charAt(i)) && Character.isLowerCase(name.charAt(i - 1))) {
                return true;
            }
        }
        return false;
    }

    private static String small(String name) {
        String words = isCamelCase(name) ? HUMP.matcher(name).replaceAll("_") : name;
        return words.toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    }
}
