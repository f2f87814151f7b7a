package io.epochline.artifacts.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Logs that were written after the reader, in the spellings of frameworks that it had not been tried on. What it reads
 * wrongly stays in them; {@code docs/results/logs.md} has what came out when each folder was first read.
 */
class HeldOutLogsTest {

    @ParameterizedTest
    @ValueSource(strings = {"held_out_1", "held_out_2", "held_out_3"})
    void nearlyAllIsReadRightlyAndNothingIsInvented(String folder) throws IOException {
        Score score = Score.of(folder);

        assertThat(score.share()).as("%s", score.faults()).isGreaterThan(0.97);
        assertThat(score.invented()).as("%s", score.faults()).isZero();
    }

    @Test
    void whatIsNoTrainingLogHasNoCurve() throws IOException {
        assertThat(Score.of("no_logs").faults()).isEmpty();
    }
}
