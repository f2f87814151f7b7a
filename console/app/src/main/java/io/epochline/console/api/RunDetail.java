package io.epochline.console.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.epochline.events.EpochCompleted;
import io.epochline.events.RunSummary;
import io.epochline.events.view.RunView;
import java.util.List;

/**
 * A training run with all that is known of it.
 *
 * @param curve an entry for each epoch done, in order
 * @param summary absent until it is over
 */
public record RunDetail(@JsonUnwrapped RunItem run, int attempt, List<EpochCompleted> curve, RunSummary summary) {

    static RunDetail of(RunView run) {
        return new RunDetail(RunItem.of(run), run.attempt(), run.curve(), run.summary());
    }
}
