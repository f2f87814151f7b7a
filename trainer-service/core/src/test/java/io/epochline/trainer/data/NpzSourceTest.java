package io.epochline.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzWriter;
import io.epochline.compute.ir.Shape;
import io.epochline.events.spec.DataSpec;
import io.epochline.trainer.TrainerException;
import java.nio.FloatBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NpzSourceTest {

    private static final NpyArray IMAGES = NpyArray.of(new byte[] {0, 1, 2, 3, 4, (byte) 255}, 3, 1, 2);

    @Test
    void makesIntegerTargetsOneHotAndKeepsRawInputs() {
        Dataset data = read(IMAGES, NpyArray.of(new long[] {2, 0, 1}, 3));

        assertThat(data.classes()).isTrue();
        assertThat(data.inputShape()).isEqualTo(Shape.of(1, 2));
        assertThat(data.targetShape()).isEqualTo(Shape.of(3));
        assertThat(row(data, 0)).containsExactly(0, 1, 0, 0, 1);
        assertThat(row(data, 2)).containsExactly(4, 255, 0, 1, 0);
    }

    @Test
    void keepsFloatTargetsAsNumbers() {
        Dataset data = read(IMAGES, NpyArray.of(new double[] {1.5, 2, 3}, 3));

        assertThat(data.classes()).isFalse();
        assertThat(data.targetShape()).isEqualTo(Shape.of(1));
        assertThat(row(data, 0)).containsExactly(0, 1, 1.5f);
    }

    @Test
    void refusesRowsThatDoNotMatch() {
        assertFault(
                IMAGES,
                NpyArray.of(new long[] {0, 1}, 2),
                "'d.npz': x 'x' is u8[3, 1, 2] but y 'y' is i64[2]: both must have as many rows.");
    }

    @Test
    void refusesNumbersThatAreNotFinite() {
        assertFault(
                NpyArray.of(new float[] {1, 2, 3, Float.NaN}, 2, 2),
                NpyArray.of(new long[] {0, 1}, 2),
                "'d.npz': 'x' f32[2, 2] must be finite, found NaN in row 1, column 1.");
    }

    @Test
    void refusesLabelsOutOfRange() {
        assertFault(
                IMAGES,
                NpyArray.of(new long[] {0, -1, 1}, 3),
                "'d.npz': 'y' holds class labels, expected 0 to 9999, found -1 in row 1. "
                        + "Maybe they are no classes: then save them as float32.");
    }

    @Test
    void suggestsTheArrayThatWasMeant() {
        byte[] bytes = NpzWriter.bytes(Map.of("images", IMAGES));
        assertThatThrownBy(() -> NpzSource.read(new DataSpec.Npz("d.npz", "image", "y", null), bytes))
                .isInstanceOf(TrainerException.class)
                .hasMessage("'d.npz' has no array 'image', it has images. Did you mean 'images'?");
    }

    private static void assertFault(NpyArray x, NpyArray y, String message) {
        assertThatThrownBy(() -> read(x, y))
                .isInstanceOf(TrainerException.class)
                .hasMessage(message);
    }

    private static Dataset read(NpyArray x, NpyArray y) {
        return NpzSource.read(new DataSpec.Npz("d.npz", null, null, null), NpzWriter.bytes(Map.of("x", x, "y", y)));
    }

    private static float[] row(Dataset data, int row) {
        FloatBuffer both = FloatBuffer.allocate(
                data.inputShape().size() + data.targetShape().size());
        data.copy(row, both, both);
        return both.array();
    }
}
