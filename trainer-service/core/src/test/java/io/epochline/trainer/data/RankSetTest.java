package io.epochline.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankSetTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 63, 64, 65, 4096, 4097, 300_000})
    void alwaysGivesTheLowest(int size) {
        SplittableRandom random = new SplittableRandom(size);
        RankSet set = new RankSet(size);
        TreeSet<Integer> expected = new TreeSet<>();
        for (int step = 0; step < 20_000; step++) {
            int number = random.nextBoolean() ? random.nextInt(size) : random.nextInt(1 + size / 100);
            if (expected.add(number)) {
                set.add(number);
            }
            if (random.nextInt(3) > 0 && !expected.isEmpty()) {
                assertThat(set.removeLowest()).isEqualTo(expected.pollFirst());
            }
        }
        while (!expected.isEmpty()) {
            assertThat(set.removeLowest()).isEqualTo(expected.pollFirst());
        }
    }
}
