package io.epochline.compute.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpdaterTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1023, 1024, 1025, 5000})
    void adamAgreesWithTheAlgorithmOfThePaper(int size) {
        Optimizer.Adam adam = new Optimizer.Adam(0.01);
        Updater updater = adam.start(size);
        double[] expected = new double[size];
        double[] m = new double[size];
        double[] v = new double[size];
        FloatBuffer theta = direct(size);
        Random random = new Random(1);
        for (int t = 1; t <= 5; t++) {
            FloatBuffer gradient = direct(size);
            double squares = 0;
            for (int i = 0; i < size; i++) {
                float g = (float) random.nextGaussian();
                gradient.put(i, g);
                m[i] = 0.9 * m[i] + 0.1 * g;
                v[i] = 0.999 * v[i] + 0.001 * g * g;
                double step =
                        0.01 * (m[i] / (1 - Math.pow(0.9, t))) / (Math.sqrt(v[i] / (1 - Math.pow(0.999, t))) + 1e-8);
                expected[i] -= step;
                squares += step * step;
            }
            assertThat(updater.update(theta, gradient, 0.01, t)).isCloseTo(Math.sqrt(squares), within(1e-5));
        }
        for (int i = 0; i < size; i++) {
            assertThat((double) theta.get(i)).isCloseTo(expected[i], within(1e-6));
        }
    }

    @Test
    void momentumAccumulatesGradients() {
        Updater updater = new Optimizer.Sgd(0.1, 0.5).start(1);
        FloatBuffer theta = direct(1).put(0, 1);
        FloatBuffer gradient = direct(1).put(0, 2);
        assertThat(updater.update(theta, gradient, 0.1, 1)).isCloseTo(0.2, within(1e-7));
        assertThat(updater.update(theta, gradient, 0.1, 2)).isCloseTo(0.3, within(1e-7));
        assertThat(theta.get(0)).isCloseTo(0.5f, within(1e-6f));
        assertThat(updater.moments()).hasSize(1);
    }

    @Test
    void plainDescentKeepsNoState() {
        Updater updater = new Optimizer.Sgd(0.1, 0).start(2);
        FloatBuffer theta = direct(2);
        updater.update(theta, direct(2).put(0, 3).put(1, -4), 0.1, 1);
        assertThat(theta.get(0)).isEqualTo(-0.3f, within(1e-7f));
        assertThat(updater.moments()).isEmpty();
        assertThat(updater.norm(direct(2).put(0, 3).put(1, -4))).isEqualTo(5);
    }

    @Test
    void aStepAllocatesNothing() {
        int size = 3000;
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        FloatBuffer theta = direct(size);
        FloatBuffer gradient = direct(size).put(7, 3);
        Clipping clipping = new Clipping(1, 0.5);
        TestingOptimizers.all(new float[size]).forEach((name, optimizer) -> {
            Updater updater = optimizer.start(size);
            long fewest = Long.MAX_VALUE;
            for (int t = 1; t <= 5; t++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                updater.update(theta, gradient, 0.01, t, clipping, updater.norm(gradient));
                fewest = Math.min(fewest, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(fewest).as("bytes, %s", name).isLessThan(1000);
        });
    }

    @Test
    void constantsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new Optimizer.Adam(0.1, 1, 0.9, 1e-8))
                .hasMessageContaining("optimizer.beta1: expected");
        assertThatThrownBy(() -> new Optimizer.Adam(Double.NaN)).hasMessageContaining("learning_rate");
        assertThatThrownBy(() -> new Optimizer.Adam(0.1, 0.9, 0.9, 0)).hasMessageContaining("epsilon");
        assertThatThrownBy(() -> new Optimizer.Sgd(-1, 0)).hasMessageContaining("found -1.0");
        assertThatThrownBy(() -> new Optimizer.Sgd(0.1, 0, true, 0))
                .hasMessage("optimizer.nesterov: expected a momentum above 0 with it, found momentum 0");
        assertThatThrownBy(() -> new Optimizer.RmsProp(0.1, 0.9, 1e-8, 0, false, -1))
                .hasMessage("optimizer.weight_decay: expected a finite number of at least 0, found -1.0");
        assertThatThrownBy(() -> new Optimizer.Preconditioned(0.1, new float[] {1, Float.NaN}))
                .hasMessage("optimizer.preconditioner[1]: expected a finite number, found NaN");
        assertThatThrownBy(() -> new Optimizer.Preconditioned(0.1, new float[3]).start(4))
                .hasMessage("optimizer.preconditioner: expected 4 values, one a parameter, found 3");
        assertThatThrownBy(() -> Clipping.byNorm(0)).hasMessage("clip_norm: expected a number above 0, found 0.0");
    }

    private static FloatBuffer direct(int size) {
        return ByteBuffer.allocateDirect(4 * size)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
