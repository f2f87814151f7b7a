package io.epochline.trainer.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.events.Decoded;
import io.epochline.events.Event;
import io.epochline.events.JobCancelRequested;
import io.epochline.events.JobPauseRequested;
import io.epochline.events.JobRequested;
import io.epochline.events.spec.JobFile;
import io.epochline.events.spec.TrainingJob;
import io.epochline.trainer.StopSignal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StopSignalsTest {

    private static final TrainingJob SPEC = (TrainingJob)
            JobFile.read("{kind: train, name: t, data: {source: spectral}, model: cnn_small, loss: mse}", "t.yaml");

    private final StopSignals signals = new StopSignals();

    @Test
    void aPauseStopsTheJobThatRunsAndNoOther() {
        StopSignal held = signals.begin(job("a", null));
        StopSignal other = signals.begin(job("b", null));

        hear(new JobPauseRequested("a", 1, ""));

        assertThat(held.asked()).isTrue();
        assertThat(other.asked()).isFalse();
    }

    @Test
    void copiesFromBeforeAPauseStopAndTheJobThatGoesOnAfterItDoesNot() {
        hear(new JobPauseRequested("a", 2, ""), new JobPauseRequested("a", 1, ""));

        assertThat(signals.begin(job("a", null)).asked()).isTrue();
        assertThat(signals.begin(job("a", 1)).asked()).isTrue();
        assertThat(signals.begin(job("a", 2)).asked()).isFalse();
    }

    @Test
    void aPauseHeardLateDoesNotStopTheJobThatGoesOnAfterIt() {
        StopSignal signal = signals.begin(job("a", 1));

        hear(new JobPauseRequested("a", 1, ""));
        assertThat(signal.asked()).isFalse();

        hear(new JobPauseRequested("a", 2, ""));
        assertThat(signal.asked()).isTrue();
    }

    @Test
    void aCancellationStopsEveryCopyForGood() {
        hear(new JobCancelRequested("a", "enough"));

        assertThat(signals.begin(job("a", null)).asked()).isTrue();
        assertThat(signals.begin(job("a", 7)).asked()).isTrue();
        assertThat(signals.begin(job("b", null)).asked()).isFalse();
    }

    private void hear(Event... events) {
        for (Event event : events) {
            signals.hear(new Decoded.Valid(event));
        }
    }

    private static JobRequested job(String id, Integer afterPause) {
        return new JobRequested(id, id, SPEC, Map.of(), afterPause);
    }
}
