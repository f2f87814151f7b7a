package io.epochline.console.cli;

import io.epochline.compute.Spelling;
import io.epochline.console.cli.output.Format;
import io.epochline.console.cli.output.Style;
import io.epochline.console.cli.output.Terminal;
import io.epochline.events.Decoded;
import io.epochline.events.Topic;
import io.epochline.events.kafka.EventLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Shows a topic as it grows. */
@Command(
        name = "events",
        description = "Show the events of a topic as they come, until Ctrl-C. With --json, one CloudEvent a line.")
final class EventsCommand implements Callable<Integer> {

    private static final String DEAD_LETTERS = ".dlq";
    private static final Duration POLL = Duration.ofMillis(500);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Session session;

    @ParentCommand
    private Epochline root;

    @Parameters(
            paramLabel = "TOPIC",
            description = "A name such as 'epochline.epochs', or short: 'epochs'; "
                    + "with .dlq behind it, what of the topic could not be handled, and why.")
    private String topicName;

    @Option(names = "--from-beginning", description = "Begin with the oldest event.")
    private boolean fromBeginning;

    @Option(names = "--no-follow", description = "Begin with the oldest event and end with the newest.")
    private boolean noFollow;

    @Option(names = "--max", paramLabel = "N", description = "End after N events.")
    private Long max;

    EventsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Topic topic = topic();
        try (EventLog log = open(topic, Connection.of(session).withTopics())) {
            long left = max == null ? Long.MAX_VALUE : max;
            while (left > 0
                    && !(noFollow && log.caughtUp())
                    && !session.terminal().closed()) {
                List<EventLog.Entry> entries = log.poll(POLL);
                entries.stream().limit(left).forEach(this::show);
                left -= entries.size();
            }
        }
        return ExitCode.DONE;
    }

    private EventLog open(Topic topic, Connection connection) {
        boolean fromNow = !fromBeginning && !noFollow;
        if (topicName.endsWith(DEAD_LETTERS)) {
            return connection.ofDeadLetters(topic, fromNow);
        }
        return fromNow ? connection.fromNow(List.of(topic)) : connection.fromBeginning(List.of(topic));
    }

    private Topic topic() {
        String name = topicName.endsWith(DEAD_LETTERS)
                ? topicName.substring(0, topicName.length() - DEAD_LETTERS.length())
                : topicName;
        return Topic.named(name)
                .orElseThrow(() -> CliException.badInput(
                        "There is no topic '%s'.%s The topics are:%n  %s",
                        topicName,
                        Spelling.hint(topicName, topicName.startsWith("epochline.") ? Topic.names() : shortNames()),
                        String.join("\n  ", Topic.names())));
    }

    private static List<String> shortNames() {
        return Topic.names().stream()
                .map(name -> name.substring("epochline.".length()))
                .toList();
    }

    private void show(EventLog.Entry entry) {
        if (root.json) {
            session.terminal().jsonLine(CloudEventJson.of(entry));
        } else {
            session.terminal().line(line(entry));
        }
    }

    private String line(EventLog.Entry entry) {
        Terminal terminal = session.terminal();
        String time = TIME.format(
                Instant.ofEpochMilli(entry.timestamp()).atZone(session.clock().getZone()));
        String type =
                switch (entry.decoded()) {
                    case Decoded.Valid valid -> valid.event().getClass().getSimpleName();
                    case Decoded.Invalid invalid -> "invalid";
                };
        String body = fault(entry).orElseGet(() -> text(entry.body()));
        String head = Format.text("%s  %-18s %s  ", time, type, entry.key());
        String rest = terminal.live() ? Format.fit(body, Math.max(20, terminal.width() - head.length())) : body;
        Style style = fault(entry).isPresent() ? Style.BAD : Style.STRONG;
        return Format.text("%s  %s %s  ", time, terminal.styled(style, Format.text("%-18s", type)), entry.key())
                + terminal.styled(Style.FAINT, rest);
    }

    private static Optional<String> fault(EventLog.Entry entry) {
        return entry.deadLetterReason()
                .or(() -> entry.decoded() instanceof Decoded.Invalid(String reason)
                        ? Optional.of(reason)
                        : Optional.empty());
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
