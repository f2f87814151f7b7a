package io.epochline.console.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TableTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Terminal terminal(int width, boolean colour) {
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return new Terminal(out, out, false, colour, width);
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void columnsAreAsWideAsTheyMustBeAndNumbersStandToTheRight() {
        new Table("run", ">epochs", "status")
                .row("digits", 3, "running")
                .row("a-longer-name", 12, "failed")
                .print(terminal(80, false));

        assertThat(written()).isEqualTo("""
                        run            epochs  status
                        digits              3  running
                        a-longer-name      12  failed
                        """);
    }

    @Test
    void theFirstColumnGivesWayOnANarrowTerminal() {
        new Table("run", "status").row("digits-20261121-014200", "running").print(terminal(20, false));

        assertThat(written().lines()).allMatch(line -> line.length() <= 20).anyMatch(line -> line.contains("…"));
    }

    @Test
    void coloursDoNotShiftColumns() {
        new Table("status", "name").row("failed", "a").row("ok", "b").print(terminal(80, true));

        assertThat(written().replaceAll("\u001b\\[[0-9]+m", "")).isEqualTo("""
                        status  name
                        failed  a
                        ok      b
                        """);
        assertThat(written()).contains("\u001b[31mfailed\u001b[0m");
    }
}
