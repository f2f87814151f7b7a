package io.epochline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopSignalTest {

    private final StopSignal signal = new StopSignal();
    private final List<StopSignal.Kind> heard = new ArrayList<>();

    @Test
    void aCancellationWinsOverARelease() {
        signal.listen(() -> heard.add(signal.kind()));
        signal.release();
        signal.cancel();
        signal.release();

        assertThat(signal.kind()).isEqualTo(StopSignal.Kind.CANCEL);
        assertThat(heard).containsExactly(StopSignal.Kind.RELEASE, StopSignal.Kind.CANCEL);
    }

    @Test
    void aListenerHearsWhatWasAskedForBefore() {
        signal.release();
        signal.listen(() -> heard.add(signal.kind()));

        assertThat(heard).containsExactly(StopSignal.Kind.RELEASE);
    }
}
