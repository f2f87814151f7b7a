package io.epochline.artifacts.log;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongFunction;

/** Prints how fast logs are read, how much memory a huge one takes, and how much of the samples is read rightly. */
final class LogFigures {

    private static final int SPEED_BYTES = 40_000_000;
    private static final int ROUNDS = 6;

    private final SplittableRandom random = new SplittableRandom(1);

    private LogFigures() {}

    /** @param arguments {@code huge} and the size of the log in mebibytes, or {@code others} */
    public static void main(String[] arguments) throws IOException {
        LogFigures figures = new LogFigures();
        if (arguments[0].equals("huge")) {
            figures.huge(Long.parseLong(arguments[1]));
        } else {
            figures.speed();
            figures.accuracy();
        }
    }

    private void huge(long mebibytes) {
        GeneratedLog log = new GeneratedLog(mebibytes << 20, this::metrics);
        long start = System.nanoTime();
        long count = LogReader.read(log).primary().orElseThrow().count();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (count != log.lines()) {
            throw new IllegalStateException("%d lines were made, %d were read".formatted(log.lines(), count));
        }
        long used = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        print(
                "A log of %,d MiB (%,d lines), made while it was read, took %.0f s in a heap of at most %d MiB, of which %d MiB"
                        + " were used at the peak.%n%n",
                mebibytes, count, seconds, Runtime.getRuntime().maxMemory() >> 20, used >> 20);
    }

    private void speed() {
        print(
                "| lines | MB/s of processor time | MB/s of the clock | bytes made for a byte read |%n|---|---:|---:|---:|%n");
        kinds().forEach((name, lines) -> {
            StringBuilder text = new StringBuilder(SPEED_BYTES + 1000);
            for (long line = 1; text.length() < SPEED_BYTES; line++) {
                text.append(lines.apply(line));
            }
            print("| %s | %s |%n", name, best(text.toString().getBytes(StandardCharsets.UTF_8)));
        });
        print("%n");
    }

    private static String best(byte[] log) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long processor = Long.MAX_VALUE;
        long clock = Long.MAX_VALUE;
        long made = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long madeBefore = thread.getCurrentThreadAllocatedBytes();
            long processorBefore = thread.getCurrentThreadCpuTime();
            long clockBefore = System.nanoTime();
            LogReader.read(new ByteArrayInputStream(log));
            clock = Math.min(clock, System.nanoTime() - clockBefore);
            processor = Math.min(processor, thread.getCurrentThreadCpuTime() - processorBefore);
            made = thread.getCurrentThreadAllocatedBytes() - madeBefore;
        }
        return String.format(
                Locale.ROOT,
                "%.0f | %.0f | %.1f",
                1e3 * log.length / processor,
                1e3 * log.length / clock,
                (double) made / log.length);
    }

    private Map<String, LongFunction<String>> kinds() {
        Map<String, LongFunction<String>> kinds = new LinkedHashMap<>();
        kinds.put("`Epoch 3/90 \\| train loss 0.1234 \\| val loss 0.2345 \\| lr 0.001000`", this::metrics);
        kinds.put(
                "`2024-03-05 10:11:12,345 - INFO - step 3, loss: 0.123456, lr: 1.00e-04`",
                line -> format(
                        "2024-03-05 10:11:12,%03d - INFO - step %d, loss: %.6f, lr: 1.00e-04%n",
                        line % 1000, line, random.nextDouble()));
        kinds.put(
                "`{\"epoch\": 3, \"train_loss\": 0.12…, \"val_loss\": 0.23…}`",
                line -> "{\"epoch\": %d, \"train_loss\": %s, \"val_loss\": %s}%n"
                        .formatted(line, random.nextDouble(), random.nextDouble()));
        kinds.put(
                "CSV",
                line -> line == 1
                        ? "epoch,step,train_loss,val_loss\n"
                        : "%d,%d,%s,%n".formatted(line, 50 * line, random.nextDouble()));
        kinds.put(
                "prose with numbers",
                line -> "2024-03-05 10:11:12 [worker-%d] DEBUG: loaded file /data/images/img_%d.jpg in 0.0%d s%n"
                        .formatted(line % 7, line, random.nextInt(999)));
        kinds.put(
                "progress bars",
                line -> format(
                        "\r %2d%%|█████     | %d/938 [00:10<00:10, 9.81it/s, loss=%.4f]",
                        line % 100, line, random.nextDouble()));
        return kinds;
    }

    private String metrics(long line) {
        return "Epoch " + line + "/90 | train loss 0." + digits() + " | val loss 0." + digits() + " | lr 0.001000\n";
    }

    private int digits() {
        return 1000 + random.nextInt(9000);
    }

    private void accuracy() throws IOException {
        print("| logs | right | wrong | not found | invented |%n|---|---:|---:|---:|---:|%n");
        row("of the formats", "");
        row("first held out", "held_out_1");
        row("second held out", "held_out_2");
        row("third held out", "held_out_3");
    }

    private static void row(String name, String folder) throws IOException {
        Score score = Score.of(folder);
        print(
                "| %d %s | %d (%.1f %%) | %d | %d | %d |%n",
                Samples.in(folder).size(),
                name,
                score.right(),
                100 * score.share(),
                score.wrong(),
                score.missed(),
                score.invented());
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    private static void print(String format, Object... arguments) {
        System.out.print(format(format, arguments));
    }
}
