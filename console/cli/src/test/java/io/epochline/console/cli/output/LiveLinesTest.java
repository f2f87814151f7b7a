package io.epochline.console.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveLinesTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private LiveLines lines(boolean live) {
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return new LiveLines(new Terminal(out, out, live, false, 40));
    }

    /** What a person sees in the end: lines, of which "up and clear" takes the last away. */
    private List<String> screen() {
        List<String> screen = new ArrayList<>();
        String written = bytes.toString(StandardCharsets.UTF_8).replace("\r", "");
        for (String line : written.split("(?<=\n)|(?=\u001b\\[1A)|(?<=\u001b\\[2K)")) {
            if (line.startsWith("\u001b[1A")) {
                screen.removeLast();
            } else if (!line.isEmpty()) {
                screen.add(line.stripTrailing());
            }
        }
        return screen;
    }

    @Test
    void keptLinesStandAboveMovingOnes() {
        LiveLines lines = lines(true);
        lines.show(List.of("10 %", "20 %"));
        lines.keep("first");
        lines.show(List.of("30 %"));

        assertThat(screen()).containsExactly("first", "30 %");
    }

    @Test
    void nothingMovingIsLeftAtTheEnd() {
        try (LiveLines lines = lines(true)) {
            lines.show(List.of("10 %"));
            lines.keep("first");
        }
        assertThat(screen()).containsExactly("first");
    }

    @Test
    void movingLinesNeverWrap() {
        lines(true).show(List.of("x".repeat(200)));

        assertThat(screen()).allMatch(line -> line.length() < 40);
    }

    @Test
    void withoutATerminalOnlyKeptLinesAreWrittenAndNoControlCharacters() {
        try (LiveLines lines = lines(false)) {
            lines.show(List.of("10 %"));
            lines.keep("first");
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("first\n");
    }
}
