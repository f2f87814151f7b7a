package io.epochline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.events.JobPauseRequested;
import io.epochline.events.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StopSignalTest {

    private static final StopSignal.Ending CANCEL = new StopSignal.Ending(RunStatus.CANCELLED, "enough");
    private static final StopSignal.Ending PRUNE = new StopSignal.Ending(RunStatus.PRUNED, "below the median");

    private final StopSignal signal = new StopSignal();
    private final List<Optional<StopSignal.Ending>> heard = new ArrayList<>();

    @Test
    void whatEndsARunWinsOverAReleaseAndTheFirstOfItWins() {
        signal.listen(() -> heard.add(signal.ending()));
        signal.release();
        signal.end(PRUNE);
        signal.end(CANCEL);
        signal.release();

        assertThat(signal.ending()).contains(PRUNE);
        assertThat(heard).containsExactly(Optional.empty(), Optional.of(PRUNE));
    }

    @Test
    void aPauseWinsOverAReleaseAndAnEndOverAPause() {
        JobPauseRequested pause = new JobPauseRequested("run-1", 1, "");
        signal.release();
        signal.pause(pause);
        signal.pause(new JobPauseRequested("run-1", 2, ""));
        assertThat(signal.pausing()).contains(pause);

        signal.end(PRUNE);
        assertThat(signal.pausing()).isEmpty();
        assertThat(signal.ending()).contains(PRUNE);
    }

    @Test
    void aListenerHearsWhatWasAskedForBefore() {
        signal.release();
        signal.listen(() -> heard.add(signal.ending()));

        assertThat(signal.asked()).isTrue();
        assertThat(heard).containsExactly(Optional.empty());
    }
}
