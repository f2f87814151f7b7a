package io.epochline.console.report.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.console.report.signal.Signal;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignalsCsvTest {

    @Test
    void everyValueHasARowAndWhatIsMissingHasNone() throws IOException {
        Signal loss = Signal.scalar(
                "val_loss", "", new double[] {5, 15, 20}, new double[] {0.1, Double.NaN, Double.POSITIVE_INFINITY});
        Signal weight = Signal.vector("a \"b\"", "m", new double[] {5}, new double[] {1, 2}, List.of("0,0", "0,1"));
        StringBuilder text = new StringBuilder();
        SignalsCsv.write(List.of(loss, weight), text);

        assertThat(text).hasToString("""
                signal,component,unit,step,value
                val_loss,,,5,0.1
                val_loss,,,15,NaN
                val_loss,,,20,inf
                "a ""b""\","0,0",m,5,1.0
                "a ""b""\","0,1",m,5,2.0
                """);
    }
}
