package io.epochline.compute.foreign;

import io.epochline.compute.Spelling;
import io.epochline.compute.onnx.read.OnnxException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which initializers are trained: those that {@code train} names, or all weights where it is empty, less those that {@code
 * freeze} names. A name may have {@code *} for any text and {@code ?} for one character, as in {@code encoder.*}.
 */
public record Selection(List<String> train, List<String> freeze) {

    /** All weights are trained. */
    public static final Selection ALL = new Selection(List.of(), List.of());

    public Selection {
        train = List.copyOf(train);
        freeze = List.copyOf(freeze);
    }

    /**
     * @param weights what is trained by default
     * @param others what may be trained if it is asked for by its whole name
     * @throws OnnxException if a name fits nothing
     */
    Set<String> trained(Collection<String> weights, Collection<String> others) {
        Set<String> trained = new LinkedHashSet<>(train.isEmpty() ? weights : List.of());
        for (String name : train) {
            trained.addAll(others.contains(name) ? List.of(name) : matching("train", name, weights));
        }
        for (String name : freeze) {
            trained.removeAll(others.contains(name) ? List.of(name) : matching("freeze", name, weights));
        }
        return trained;
    }

    private static Collection<String> matching(String key, String name, Collection<String> weights) {
        Pattern pattern = pattern(name);
        List<String> found = weights.stream()
                .filter(weight -> pattern.matcher(weight).matches())
                .toList();
        if (found.isEmpty()) {
            String hint = Spelling.hint(name, weights).strip();
            throw OnnxException.unusable(
                    key + " to name weights of the model",
                    "'" + name + "', which fits none of " + String.join(", ", weights),
                    hint.isEmpty() ? "Use * for any text" : hint.substring(0, hint.length() - 1));
        }
        return found;
    }

    private static Pattern pattern(String glob) {
        return Pattern.compile(glob.chars()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf((char) c)))
                .collect(Collectors.joining()));
    }
}
