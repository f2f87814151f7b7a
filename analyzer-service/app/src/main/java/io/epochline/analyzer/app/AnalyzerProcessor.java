package io.epochline.analyzer.app;

import io.epochline.analyzer.report.ReportWriter;
import io.epochline.analyzer.run.RunAnalyst;
import io.epochline.analyzer.sweep.RefinedStudyWriter;
import io.epochline.artifacts.ArtifactException;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.events.Decoded;
import io.epochline.events.Event;
import io.epochline.events.kafka.DeadLetters;
import io.epochline.events.kafka.EventDeserializer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jboss.logging.Logger;

/**
 * Hands each event to the desks, then does what is pending with the artifact store. While the store is away, work waits
 * and is tried again every second; events go on being taken meanwhile. Only Kafka's own exceptions leave here: they are
 * how Kafka Streams learns that a transaction is to be repeated.
 */
final class AnalyzerProcessor implements Processor<String, byte[], String, Object> {
    private static final Logger LOG = Logger.getLogger(AnalyzerProcessor.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ArtifactStore artifacts;
    private final MeterRegistry meters;
    private final EventDeserializer deserializer = new EventDeserializer();
    private final RunAnalyst analyst;
    private final Afterthoughts afterthoughts = new Afterthoughts();
    private ProcessorContext<String, Object> context;
    private List<Desk> desks;
    private PendingWork pending;
    /** What hindered the last attempt; null while all goes well. Kept out of the log while it stays the same. */
    private String hindrance;

    AnalyzerProcessor(ArtifactStore artifacts, RunAnalyst analyst, MeterRegistry meters) {
        this.artifacts = artifacts;
        this.analyst = analyst;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, Object> processorContext) {
        context = processorContext;
        pending = new PendingWork(context.getStateStore(PendingWork.STORE));
        CampaignDesk campaigns =
                new CampaignDesk(rows(CampaignDesk.STORE), new ReportWriter(artifacts), context::currentSystemTimeMs);
        desks = List.of(
                campaigns,
                new RunDesk(rows(RunDesk.STORE), analyst, campaigns::briefing),
                new CheckDesk(rows(CheckDesk.STORE), analyst, campaigns::briefing, afterthoughts),
                new StudyDesk(rows(StudyDesk.STORE), new RefinedStudyWriter(artifacts)));
        context.schedule(RETRY, PunctuationType.WALL_CLOCK_TIME, now -> work(context.currentStreamTimeMs()));
    }

    private Rows rows(String store) {
        return new Rows(context.getStateStore(store));
    }

    @Override
    public void process(Record<String, byte[]> message) {
        String topic = context.recordMetadata().map(RecordMetadata::topic).orElse("");
        switch (deserializer.deserialize(topic, message.headers(), message.value())) {
            case Decoded.Valid(Event event) when event.key().equals(message.key()) -> take(event, message);
            case Decoded.Valid(Event event) ->
                reject(
                        message,
                        "the key of this message must be '%s', so that it meets the others of its experiment, found: %s"
                                .formatted(event.key(), message.key()));
            case Decoded.Invalid(String reason) -> reject(message, reason);
        }
    }

    private void take(Event event, Record<String, byte[]> message) {
        for (Desk desk : desks) {
            try {
                tell(desk.on(event, pending), message.timestamp());
            } catch (KafkaException e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.errorf(e, "The %s desk cannot take %s", desk.kind(), event.id());
                reject(message, "the analyzer cannot take %s: %s".formatted(event.id(), e));
            }
        }
        if (hindrance == null) {
            work(message.timestamp());
        }
    }

    /** A store that is away hinders all that is pending, any other fault only its own piece of work. */
    private void work(long timestamp) {
        String hindered = null;
        for (PendingWork.Piece piece : pending.pieces()) {
            try {
                if (!desk(piece).isReady(piece.subject())) {
                    continue;
                }
                tell(desk(piece).work(piece.subject()), timestamp);
                pending.done(piece);
            } catch (KafkaException e) {
                throw e;
            } catch (ArtifactException e) {
                hindered = e.getMessage();
                break;
            } catch (RuntimeException e) {
                hindered = "%s %s: %s".formatted(piece.kind(), piece.subject(), e);
            }
        }
        if (hindered != null && !hindered.equals(hindrance)) {
            LOG.warnf("Put off, and tried again every %d s: %s", RETRY.toSeconds(), hindered);
        }
        hindrance = hindered;
    }

    @Override
    public void close() {
        afterthoughts.close();
    }

    private Desk desk(PendingWork.Piece piece) {
        return desks.stream()
                .filter(desk -> desk.kind().equals(piece.kind()))
                .findFirst()
                .orElseThrow();
    }

    private void tell(List<Event> events, long timestamp) {
        for (Event event : events) {
            context.forward(
                    new Record<>(event.key(), event, timestamp), event.topic().name());
            meters.counter("epochline.analyzer.events", "type", event.getClass().getSimpleName())
                    .increment();
        }
    }

    private void reject(Record<String, byte[]> message, String reason) {
        RecordMetadata from = context.recordMetadata().orElseThrow();
        context.forward(
                new Record<>(
                        message.key(),
                        message.value(),
                        message.timestamp(),
                        DeadLetters.headers(message.headers(), from.topic(), from.partition(), from.offset(), reason)),
                AnalyzerTopology.DEAD_LETTERS);
        meters.counter("epochline.analyzer.dead.letters", "topic", from.topic()).increment();
        LOG.warnf("Sent to the dead letters: %s[%d]@%d: %s", from.topic(), from.partition(), from.offset(), reason);
    }
}
