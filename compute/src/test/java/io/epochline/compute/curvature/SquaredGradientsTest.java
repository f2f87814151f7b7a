package io.epochline.compute.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.epochline.compute.ComputeException;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class SquaredGradientsTest {

    @Test
    void theFirstGradientCountsInFull() {
        SquaredGradients squares = new SquaredGradients(0.99, 2);

        squares.add(FloatBuffer.wrap(new float[] {3, -0.5f}));

        assertThat(squares.diagonal().diagonal()[0]).isCloseTo(9, within(1e-13));
        assertThat(squares.diagonal().diagonal()[1]).isCloseTo(0.25, within(1e-13));
    }

    @Test
    void laterOnesFadeInAsTheFormulaSays() {
        SquaredGradients squares = new SquaredGradients(0.5, 1);

        squares.add(FloatBuffer.wrap(new float[] {2}));
        squares.add(FloatBuffer.wrap(new float[] {4}));

        assertThat(squares.diagonal().diagonal()[0]).isCloseTo((0.5 * 2 + 0.5 * 16) / 0.75, within(1e-15));
    }

    @Test
    void goesOnFromASnapshotAsIfNothingHadHappened() {
        SquaredGradients whole = new SquaredGradients(0.9, 1);
        whole.add(FloatBuffer.wrap(new float[] {1}));
        SquaredGradients resumed = new SquaredGradients(0.9, whole.mean(), whole.count());

        whole.add(FloatBuffer.wrap(new float[] {7}));
        resumed.add(FloatBuffer.wrap(new float[] {7}));

        assertThat(resumed.diagonal().diagonal())
                .containsExactly(whole.diagonal().diagonal());
    }

    @Test
    void nothingSeenIsFlatAndABetaOfOneIsRefused() {
        assertThat(new SquaredGradients(0.9, 2).diagonal().diagonal()).containsExactly(0, 0);
        assertThatThrownBy(() -> new SquaredGradients(1, 2))
                .isInstanceOf(ComputeException.class)
                .hasMessage("curvature.beta: expected a number in [0, 1), found 1.0");
    }
}
