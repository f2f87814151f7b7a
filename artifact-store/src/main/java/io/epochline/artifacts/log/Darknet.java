package io.epochline.artifacts.log;

import io.epochline.artifacts.curve.Direction;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of Darknet, which put a number before its name: {@code 20: 1074.095, 1118.513 avg loss, 0.001 rate, …}. */
final class Darknet {

    private static final Pattern ITERATION = Pattern.compile("\\s*(\\d+): (?:\\S+), (\\S+) avg(?: loss)?, .*");

    private Darknet() {}

    /** An iteration with its running average of the loss; null where the line is none. */
    static Reading iteration(Line line) {
        if (!line.beginsWithCount(": ")) {
            return null;
        }
        Matcher matcher = ITERATION.matcher(line.text());
        Double loss = matcher.matches() ? Numbers.read(matcher.group(2)) : null;
        return loss == null
                ? null
                : Reading.atStep(
                        Double.parseDouble(matcher.group(1)),
                        Double.NaN,
                        List.of(new Reading.Value("loss", loss, Direction.MIN)));
    }

    /** What a layer found in one batch, of which there are several in an iteration: {@code Region 82 Avg IOU: 0.5, …}. */
    static boolean isLayer(Line line) {
        int start = line.skipBlanks(0, line.length());
        boolean layer = line.startsWith("Region ", start) || line.startsWith("v3 (", start);
        return layer && (line.contains("Avg IOU:") || line.contains("Avg (IOU:"));
    }
}
