package io.epochline.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InterruptionTest {

    @Test
    void dutiesAreDoneUndisturbedAndTheInterruptionGoesOn() {
        Thread.currentThread().interrupt();
        boolean[] disturbed = {true};
        Interruption.putAside(() -> disturbed[0] = Thread.currentThread().isInterrupted());

        assertThat(disturbed[0]).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void withoutAnInterruptionThereIsNoneAfterwards() {
        Interruption.putAside(() -> {});
        assertThat(Thread.interrupted()).isFalse();
    }
}
