package io.epochline.trainer;

import io.epochline.events.EpochCompleted;
import io.epochline.events.spec.CommandJob;
import io.epochline.trainer.command.MetricReader;
import io.epochline.trainer.command.ProgramProcess;
import io.epochline.trainer.command.Row;
import io.epochline.trainer.command.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Listens to a program until it ends or is to be ended, and tells of its epochs as they come. */
final class CommandFollower {

    /** Why nobody listens any more. */
    enum Verdict {
        ENDED,
        STOPPED,
        OUT_OF_TIME,
        SUPERSEDED
    }

    /** The output of a program that has ended may be held open by what it started; that is not waited for any longer. */
    static final int AFTERMATH_MILLIS = 1000;

    private static final int TICK_MILLIS = 100;

    /** An epoch is told when the next begins, or when its objective is there and nothing more is said for so long. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    /** How often the claim is looked after. */
    private static final Duration CARE = Duration.ofSeconds(5);

    /** How soon after the last time, where there is something new of the curve to save. */
    private static final Duration CARE_FOR_NEWS = Duration.ofSeconds(1);

    private static final int LAST_LINES = 20;
    private static final int LAST_LINE_LENGTH = 300;

    private final CommandJob job;
    private final Attempt attempt;
    private final CommandCurve curve;
    private final Consumer<Attempt> save;
    private final MetricReader metrics;
    private final Rows rows = new Rows();
    private final TellingRule telling = new TellingRule();
    private final Deque<String> lastLines = new ArrayDeque<>();
    private Instant rowBegan = Instant.now();
    private Instant lastLine = Instant.now();
    private Instant lastCare = Instant.now();
    private long toldIndex = -1;
    private boolean unsaved;

    /** @param save keeps the curve for another attempt */
    CommandFollower(CommandJob job, Attempt attempt, CommandCurve curve, Consumer<Attempt> save) {
        this.job = job;
        this.attempt = attempt;
        this.curve = curve;
        this.save = save;
        this.metrics = MetricReader.of(job);
    }

    Verdict follow(ProgramProcess process, Instant deadline) throws InterruptedException {
        Instant enough = Instant.MAX;
        while (true) {
            if (attempt.stop().asked()) {
                return Verdict.STOPPED;
            }
            Instant now = Instant.now();
            if (now.isAfter(deadline)) {
                return Verdict.OUT_OF_TIME;
            }
            if (process.exited() && enough == Instant.MAX) {
                enough = now.plusMillis(AFTERMATH_MILLIS);
            }
            Optional<String> line = process.next(TICK_MILLIS);
            line.ifPresent(this::hear);
            if (process.over() || line.isEmpty() && now.isAfter(enough)) {
                return Verdict.ENDED;
            }
            if (line.isEmpty() && now.isAfter(lastLine.plus(SILENCE))) {
                rows.current()
                        .filter(row -> row.index() > toldIndex && whole(process, row))
                        .ifPresent(this::complete);
            }
            if (now.isAfter(lastCare.plus(unsaved ? CARE_FOR_NEWS : CARE))) {
                lastCare = now;
                if (attempt.superseded()) {
                    return Verdict.SUPERSEDED;
                }
                if (unsaved) {
                    save.accept(attempt);
                    unsaved = false;
                }
            }
        }
    }

    /** Hears what is still printed. */
    void drain(ProgramProcess process, long millis) throws InterruptedException {
        Instant until = Instant.now().plusMillis(millis);
        while (!process.over() && Instant.now().isBefore(until)) {
            process.next(TICK_MILLIS).ifPresent(this::hear);
        }
    }

    /** Tells the last epoch. Of a program that was ended it may be on its way: then it is not told. */
    void finish(ProgramProcess process, Verdict verdict) {
        rows.current()
                .filter(row -> switch (verdict) {
                    case ENDED -> true;
                    case STOPPED, OUT_OF_TIME -> whole(process, row);
                    case SUPERSEDED -> false;
                })
                .ifPresent(this::complete);
    }

    /** Whether all is known of a row that the program says no more about. A bar still shows the last epoch's objective. */
    private boolean whole(ProgramProcess process, Row row) {
        return judged(row) && !process.redraws();
    }

    List<String> lastLines() {
        return List.copyOf(lastLines);
    }

    private void hear(String line) {
        lastLine = Instant.now();
        lastLines.addLast(line.length() > LAST_LINE_LENGTH ? line.substring(0, LAST_LINE_LENGTH) + "…" : line);
        if (lastLines.size() > LAST_LINES) {
            lastLines.removeFirst();
        }
        metrics.read(line).flatMap(rows::take).ifPresent(row -> {
            complete(row);
            rowBegan = lastLine;
        });
    }

    private boolean judged(Row row) {
        return row.values().containsKey(job.objective().metric());
    }

    /** Takes a row into the curve, and tells of it the first time. */
    private void complete(Row row) {
        curve.put(row, Duration.between(rowBegan, lastLine).toMillis() / 1000.0);
        unsaved = true;
        if (row.index() > toldIndex) {
            toldIndex = row.index();
            if (telling.tells(judged(row))) {
                attempt.tell(event(row));
            }
        }
    }

    private EpochCompleted event(Row row) {
        EpochRecord epoch = curve.last();
        boolean falls = !job.objective().maximize();
        return new EpochCompleted(
                attempt.request().jobId(),
                attempt.request().experimentId(),
                epoch.epoch(),
                job.epochs() == null ? 0 : Math.max(job.epochs(), epoch.epoch()),
                epoch.trainLoss(),
                falls && judged(row) ? epoch.valLoss() : null,
                epoch.metrics(),
                epoch.learningRate(),
                epoch.gradNorm(),
                epoch.stepNorm(),
                epoch.examplesPerSecond(),
                epoch.seconds(),
                epoch == curve.best(),
                null);
    }
}
