package io.epochline.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.events.spec.DataSpec.Split;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartitionTest {

    @Test
    void putsEveryRowOnOneSide() {
        Partition partition = Partition.of(101, new Split(0.2, 3L));

        assertThat(partition.validation()).hasSize(20).isSorted();
        assertThat(partition.train()).hasSize(81).isSorted();
        assertThat(IntStream.concat(IntStream.of(partition.train()), IntStream.of(partition.validation())))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 101).boxed().toList());
    }

    @Test
    void isDrawnByTheSeedAlone() {
        assertThat(Partition.of(50, new Split(0.2, 3L)).validation())
                .isEqualTo(Partition.of(50, new Split(0.2, 3L)).validation())
                .isNotEqualTo(Partition.of(50, new Split(0.2, 4L)).validation());
    }

    @Test
    void leavesNoSideEmpty() {
        assertThat(Partition.of(2, new Split(0.001, 0L)).validation()).hasSize(1);
        assertThat(Partition.of(2, new Split(0.999, 0L)).train()).hasSize(1);
    }
}
