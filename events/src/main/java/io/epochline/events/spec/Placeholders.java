package io.epochline.events.spec;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.events.Require;
import io.epochline.events.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code {name}} in a text stands for a parameter. What a parameter holds is not looked through again, so a text with
 * braces of its own can be given as one.
 */
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)}");

    private Placeholders() {}

    static String fill(String text, Map<String, JsonNode> params) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(place ->
                        Matcher.quoteReplacement(params.get(place.group(1)).asText()));
    }

    /** Every placeholder has a parameter, and every parameter is used. */
    static void check(List<String> args, Map<String, String> env, Set<String> params) {
        Set<String> unused = new TreeSet<>(params);
        args.forEach(arg -> check(arg, "args", params, unused));
        env.forEach((key, value) -> check(value, "env." + key, params, unused));
        for (String param : unused) {
            Require.that(false, "params." + param, "used in args or env as {" + param + "}", "no use of it");
        }
    }

    private static void check(String text, String field, Set<String> params, Set<String> unused) {
        Matcher places = PLACEHOLDER.matcher(text);
        while (places.find()) {
            String name = places.group(1);
            Require.that(
                    params.contains(name),
                    field,
                    "placeholders of params, which are " + params,
                    places.group() + Suggestion.of(name, params));
            unused.remove(name);
        }
    }
}
