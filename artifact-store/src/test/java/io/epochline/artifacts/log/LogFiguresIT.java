package io.epochline.artifacts.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Reads logs in a process of its own with a small heap. With {@code -Dlogs.page=docs/results/logs.md} (from the root) its
 * figures replace those of that page, and with {@code -Dlogs.mebibytes=5120} the huge log is as large as that.
 */
class LogFiguresIT {

    private static final String HEAP = "-Xmx64m";
    private static final String BEGIN = "<!-- figures -->\n";
    private static final String END = "<!-- end of figures -->\n";

    @Test
    void aHugeLogIsReadInASmallHeap() throws IOException, InterruptedException {
        String[] figures = run("huge").split("\n\n", 2);

        assertThat(figures[0]).contains("MiB", "were used at the peak");
        if (System.getProperty("logs.page") != null) {
            write(Path.of("..", System.getProperty("logs.page")), figures[0] + "\n\n" + run("others"));
        }
    }

    private static String run(String part) throws IOException, InterruptedException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        part.equals("huge") ? HEAP : "-Xmx1g",
                        "-cp",
                        classes,
                        LogFigures.class.getName(),
                        part,
                        System.getProperty("logs.mebibytes", "300"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static void write(Path page, String figures) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        Objects.checkFromToIndex(begin, end, text.length());
        Files.writeString(page, text.substring(0, begin) + figures + text.substring(end));
    }
}
