package io.epochline.sampler.app;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.events.Decoded;
import io.epochline.events.Event;
import io.epochline.events.ExperimentCancelRequested;
import io.epochline.events.RunFinished;
import io.epochline.events.StudyRequested;
import io.epochline.sampler.study.Decision;
import io.epochline.sampler.study.Study;
import io.epochline.sampler.study.StudyReport;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Hands each event to its study, keeps what the study becomes, and forwards what follows. */
final class StudyProcessor implements Processor<String, Decoded, String, Event> {

    private final ArtifactStore artifacts;
    private ProcessorContext<String, Event> context;
    private StudyRows rows;

    StudyProcessor(ArtifactStore artifacts) {
        this.artifacts = artifacts;
    }

    @Override
    public void init(ProcessorContext<String, Event> processorContext) {
        context = processorContext;
        rows = new StudyRows(processorContext.getStateStore(StudyRows.STORE));
    }

    @Override
    public void process(Record<String, Decoded> message) {
        if (message.value() instanceof Decoded.Valid(Event event)) {
            decide(event).ifPresent(decision -> apply(decision, message.timestamp()));
        }
    }

    private Optional<Decision> decide(Event event) {
        return switch (event) {
            case StudyRequested asked when rows.find(asked.experimentId()).isEmpty() -> Optional.of(Study.begin(asked));
            case RunFinished run -> rows.find(run.experimentId()).map(study -> study.on(run));
            case ExperimentCancelRequested asked ->
                rows.find(asked.experimentId()).map(study -> study.on(asked));
            default -> Optional.empty();
        };
    }

    /** The report is written before its event is told; should this be done again, the same bytes are written again. */
    private void apply(Decision decision, long timestamp) {
        rows.put(decision.next());
        for (Event event : decision.events()) {
            context.forward(
                    new Record<>(event.key(), event, timestamp), event.topic().name());
        }
        if (decision.next() instanceof Study.Reporting reporting) {
            apply(reporting.reported(StudyReport.write(artifacts, reporting)), timestamp);
        }
    }
}
