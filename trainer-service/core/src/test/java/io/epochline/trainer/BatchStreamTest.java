package io.epochline.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.compute.ir.Shape;
import io.epochline.trainer.data.Dataset;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchStreamTest {

    /** Rows whose inputs are as wide as told and hold their number, as the target does; the last row cannot be read. */
    private record Numbers(int rows, int width) implements Dataset {

        @Override
        public Shape inputShape() {
            return Shape.of(width);
        }

        @Override
        public Shape targetShape() {
            return Shape.of(1);
        }

        @Override
        public boolean classes() {
            return false;
        }

        @Override
        public void copy(int row, FloatBuffer input, FloatBuffer target) {
            if (row == rows - 1) {
                throw new IllegalStateException("the disk is gone");
            }
            for (int i = 0; i < width; i++) {
                input.put(row);
            }
            target.put(row);
        }

        @Override
        public String sha256() {
            return "0".repeat(64);
        }

        @Override
        public String description() {
            return "numbers";
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 4, 0, 1", "1, 4, 3, 1", "1, 5, 0, 1", "1, 4, 0, 3", "9000, 4, 0, 1", "9000, 4, 2, 8", "1, 500, 0, 1"
    })
    void givesEveryRowOnceInItsOrder(int width, int size, int first, int atOnce) {
        int[] rows = IntStream.range(0, 403).map(i -> 402 - i).toArray();
        List<Integer> found = new ArrayList<>();
        Batches batches = new Batches(new Numbers(404, width), Shape.of(1), size, atOnce);
        try (BatchStream stream = batches.stream(rows, first)) {
            while (stream.hasNext()) {
                BatchStream.Piece piece = stream.next(atOnce);
                assertThat(piece.batches()).isBetween(1, atOnce);
                assertThat(piece.rows()).isBetween(1, size);
                assertThat(piece.inputs().remaining()).isEqualTo(piece.batches() * piece.rows() * width);
                for (int row = 0; row < piece.batches() * piece.rows(); row++) {
                    assertThat(piece.inputs().get(row * width + width - 1))
                            .isEqualTo(piece.targets().get(row));
                    found.add((int) piece.targets().get(row));
                }
            }
        }

        assertThat(found)
                .containsExactlyElementsOf(
                        IntStream.of(rows).skip((long) first * size).boxed().toList());
    }

    @ParameterizedTest
    @CsvSource({"2", "300"})
    void aRowThatCannotBeReadEndsTheStreamWithItsReason(int size) {
        int[] rows = IntStream.range(0, 404).toArray();
        Batches batches = new Batches(new Numbers(404, 1), Shape.of(1), size, 1);

        assertThatThrownBy(() -> {
                    try (BatchStream stream = batches.stream(rows, 0)) {
                        while (stream.hasNext()) {
                            stream.next(1);
                        }
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the disk is gone");
    }
}
