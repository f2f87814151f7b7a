package io.epochline.console.report.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.artifacts.npz.NpzException;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.artifacts.npz.NpzWriter;
import io.epochline.console.report.ReportException;
import io.epochline.console.report.TestingRuns;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignalsFileTest {

    @Test
    void signalsComeBackAsTheyWere() {
        double[] steps = {2, 4, 8};
        List<Signal> signals = List.of(
                Signal.scalar("loss", "", steps, new double[] {1, Double.NaN, Double.NEGATIVE_INFINITY}),
                Signal.vector("xy", "mas", steps, new double[] {1, 2, 3, 4, 5, 6}, List.of("x", "y"))
                        .withTruth(4.5, Double.NaN),
                Signal.scalar("blocks/0:weight", "µas", new double[0], new double[0]),
                Signal.scalar("unit", "s", steps, steps));

        List<Signal> read = read(SignalsFile.write(signals));

        assertThat(read).isEqualTo(signals);
    }

    @Test
    void allThatARunHasCanBeKept() {
        List<Signal> all = RunSignals.of(TestingRuns.finished("run-1").folder()).all();

        assertThat(read(SignalsFile.write(all))).isEqualTo(all);
    }

    @Test
    void aFileThatIsNotOneIsRefused() {
        assertThatThrownBy(() -> read(NpzWriter.bytes(Map.of())))
                .isInstanceOf(NpzException.class)
                .hasMessageContaining("signal");
    }

    @Test
    void valuesMustBeAsManyAsStepsAndComponentsSay() {
        assertThatThrownBy(() -> Signal.vector("xy", "", new double[2], new double[3], List.of("x", "y")))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("has 3 values, expected 4");
        assertThatThrownBy(() -> Signal.scalar("loss", "", new double[] {2, 1}, new double[2]))
                .hasMessageContaining("1.0 after 2.0");
        assertThatThrownBy(() -> Signal.scalar("loss", "", new double[] {1}, new double[1])
                        .withTruth(1, 2))
                .hasMessageContaining("truth");
    }

    private static List<Signal> read(byte[] file) {
        try (NpzReader reader = NpzReader.of(file)) {
            return SignalsFile.read(reader);
        }
    }
}
