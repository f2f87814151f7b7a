package io.epochline.events.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.events.Event;
import io.epochline.events.ExperimentCancelRequested;
import io.epochline.events.JobCancelRequested;
import io.epochline.events.JobPauseRequested;
import io.epochline.events.JobRequested;
import io.epochline.events.RunPaused;
import io.epochline.events.RunStarted;
import io.epochline.events.RunStatus;
import io.epochline.events.spec.JobFile;
import io.epochline.events.spec.RunJob;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PausedRunTest {

    private static final RunJob SPEC = (RunJob)
            JobFile.read("{kind: train, name: t, data: {source: spectral}, model: cnn_small, loss: mse}", "t.yaml");

    private static final List<Event> STORY =
            List.of(requested(null), started(1), paused(1, 1), requested(1), started(2), paused(2, 2));

    @Test
    void aRunIsPausedUntilItIsAskedForAgainAndRunsWhenAWorkerBegins() {
        List<String> states = new ArrayList<>();
        for (int told = 1; told <= STORY.size(); told++) {
            states.add(run(STORY.subList(0, told)).state());
        }

        assertThat(states).containsExactly("queued", "running", "paused", "queued", "running", "paused");
    }

    @Test
    void theOrderInWhichTopicsArriveDoesNotMatter() {
        List<Event> reversed = new ArrayList<>(STORY);
        Collections.reverse(reversed);

        assertThat(run(reversed).state()).isEqualTo("paused");
        assertThat(run(reversed.subList(1, reversed.size())).state()).isEqualTo("running");
    }

    @Test
    void theNextPauseIsOneMoreThanTheLastThatTheRunWentOnAfter() {
        assertThat(run(STORY.subList(0, 2)).pause("why")).isEqualTo(new JobPauseRequested("r", 1, "why"));
        assertThat(run(STORY.subList(0, 3)).resumed()).isEqualTo(requested(1));
        assertThat(run(STORY.subList(0, 5)).pause("")).isEqualTo(new JobPauseRequested("r", 2, ""));
        assertThat(run(STORY).resumed()).isEqualTo(requested(2));
    }

    @Test
    void cancellingARunThatIsHeldAsksForItOnceMore() {
        assertThat(Cancellation.of(run(STORY.subList(0, 2)), "enough", RunStatus.PRUNED))
                .containsExactly(new JobCancelRequested("r", "enough", RunStatus.PRUNED));
        assertThat(Cancellation.of(run(STORY), "enough", RunStatus.CANCELLED))
                .containsExactly(new JobCancelRequested("r", "enough"), requested(2));

        EventBoard board = board(STORY);
        assertThat(Cancellation.of(board.findExperiment("e").orElseThrow(), "enough", board))
                .containsExactly(
                        new ExperimentCancelRequested("e", "enough"),
                        new JobCancelRequested("r", "enough"),
                        requested(2));
    }

    private static JobRequested requested(Integer afterPause) {
        return new JobRequested("r", "e", SPEC, Map.of("role", "trial"), afterPause);
    }

    private static RunStarted started(int attempt) {
        return new RunStarted("r", "e", attempt, "t", "trainer-1", "cpu", 2, 5, 2, Map.of());
    }

    private static RunPaused paused(int attempt, int pause) {
        return new RunPaused("r", "e", attempt, pause, "");
    }

    private static RunView run(List<Event> events) {
        return board(events).findRun("r").orElseThrow();
    }

    private static EventBoard board(List<Event> events) {
        EventBoard board = new EventBoard();
        events.forEach(event -> board.apply(event, 1));
        return board;
    }
}
