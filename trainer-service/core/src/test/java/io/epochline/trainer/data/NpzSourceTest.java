package io.epochline.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzWriter;
import io.epochline.compute.ir.Shape;
import io.epochline.events.spec.DataSpec;
import io.epochline.events.spec.SplitSpec;
import io.epochline.trainer.TrainerException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzSourceTest {

    @TempDir
    Path folder;

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
        assertThatThrownBy(() -> open(new DataSpec.Npz("d.npz", "image", "y", null, null, null), bytes))
                .isInstanceOf(TrainerException.class)
                .hasMessage("'d.npz' has no array 'image', it has images. Did you mean 'images'?");
    }

    private void assertFault(NpyArray x, NpyArray y, String message) {
        assertThatThrownBy(() -> read(x, y))
                .isInstanceOf(TrainerException.class)
                .hasMessage(message);
    }

    @Test
    void readsGroupsAndStrataBesideTheExamples() {
        Map<String, NpyArray> arrays = Map.of(
                "x", IMAGES,
                "y", NpyArray.of(new double[] {1, 2, 3}, 3),
                "series", NpyArray.of(new long[] {1L << 60, 7, (1L << 60) + 1}, 3),
                "site", NpyArray.of(new String[] {"b", "a", "b"}, 3));
        RowColumns columns = examples(
                        new DataSpec.Npz("d.npz", null, null, "series", "site", new SplitSpec.Group(null, null)),
                        arrays)
                .columns();

        assertThat(columns.group().codes()).containsExactly(1, 0, 2);
        assertThat(columns.strata().codes()).containsExactly(1, 0, 1);
        assertThat(columns.strata().values()).containsExactly("a", "b");
    }

    @Test
    void classesAreTheStrataWhereNoneAreNamed() {
        RowColumns columns = examples(
                        new DataSpec.Npz("d.npz", null, null, null, null, null),
                        Map.of("x", IMAGES, "y", NpyArray.of(new long[] {10, 2, 10}, 3)))
                .columns();

        assertThat(columns.strata().values()).containsExactly("2", "10");
        assertThat(columns.strata().codes()).containsExactly(1, 0, 1);
    }

    @Test
    void takesASplitFromArraysOfRows() {
        Partition partition = given(new long[] {2}, new long[] {0}).partition();

        assertThat(partition.train()).containsExactly(2);
        assertThat(partition.validation()).containsExactly(0);
    }

    @Test
    void refusesRowsOnBothSidesOrBeyondTheData() {
        assertThatThrownBy(() -> given(new long[] {2, 1}, new long[] {0, 1}))
                .isInstanceOf(TrainerException.class)
                .hasMessage("'d.npz': 'held'[1] is row 1, which is in train already: a row may be on one side only.");
        assertThatThrownBy(() -> given(new long[] {2, 3}, new long[] {0}))
                .isInstanceOf(TrainerException.class)
                .hasMessage("'d.npz': 'train'[1] is 3, expected a row from 0 to 2.");
    }

    @Test
    void refusesAColumnThatHasNotOneValueForEachRow() {
        DataSpec.Npz spec = new DataSpec.Npz("d.npz", null, null, "series", null, null);
        NpyArray labels = NpyArray.of(new long[] {0, 1, 0}, 3);

        assertThatThrownBy(() ->
                        examples(spec, Map.of("x", IMAGES, "y", labels, "series", NpyArray.of(new long[] {0, 1}, 2))))
                .isInstanceOf(TrainerException.class)
                .hasMessage("'d.npz': 'series' is i64[2], expected one value for each of the 3 rows.");
        assertThatThrownBy(() -> examples(spec, Map.of("x", IMAGES, "y", labels, "serie", labels)))
                .isInstanceOf(TrainerException.class)
                .hasMessageContaining("'d.npz' has no array 'series'")
                .hasMessageContaining("Did you mean 'serie'?");
    }

    private Examples given(long[] train, long[] held) {
        SplitSpec split = new SplitSpec.Given(null, "train", "held");
        return examples(
                new DataSpec.Npz("d.npz", null, null, null, null, split),
                Map.of(
                        "x", IMAGES,
                        "y", NpyArray.of(new long[] {0, 1, 0}, 3),
                        "train", NpyArray.of(train, train.length),
                        "held", NpyArray.of(held, held.length)));
    }

    private Examples open(DataSpec spec, byte[] bytes) {
        return TestingFiles.in(folder).with("d.npz", bytes).open(spec);
    }

    private Examples examples(DataSpec.Npz spec, Map<String, NpyArray> arrays) {
        return open(spec, NpzWriter.bytes(arrays));
    }

    private Dataset read(NpyArray x, NpyArray y) {
        return open(new DataSpec.Npz("d.npz", null, null, null, null, null), NpzWriter.bytes(Map.of("x", x, "y", y)))
                .data();
    }

    private static float[] row(Dataset data, int row) {
        FloatBuffer both = FloatBuffer.allocate(
                data.inputShape().size() + data.targetShape().size());
        data.copy(row, both, both);
        return both.array();
    }
}
