package io.epochline.console.stream;

import io.epochline.console.api.ProblemException;
import io.epochline.events.Topic;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Where a reader of a topic is, as the text {@code 0:17,1:4}: of each partition the offset of the next message. */
final class Positions {

    private static final Pattern ONE = Pattern.compile("(\\d{1,5}):(\\d{1,18})");

    private final Topic topic;
    private final Map<Integer, Long> next = new TreeMap<>();

    Positions(Topic topic, Map<TopicPartition, Long> positions) {
        this.topic = topic;
        positions.forEach((partition, offset) -> next.put(partition.partition(), offset));
    }

    static Positions parse(Topic topic, String text) {
        Positions positions = new Positions(topic, Map.of());
        for (String part : text.strip().split(",", -1)) {
            Matcher one = ONE.matcher(part);
            if (!one.matches()) {
                throw ProblemException.badPosition("partition:offset, separated by commas, such as '0:17,1:4'", text);
            }
            positions.next.put(Integer.valueOf(one.group(1)), Long.valueOf(one.group(2)));
        }
        return positions;
    }

    /** Says that a message has been taken. */
    void passed(int partition, long offset) {
        next.put(partition, offset + 1);
    }

    Map<TopicPartition, Long> offsets() {
        return next.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> new TopicPartition(topic.topicName(), entry.getKey()), Map.Entry::getValue));
    }

    @Override
    public String toString() {
        return next.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
