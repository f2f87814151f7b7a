package io.epochline.console.live;

import java.util.Set;

/** The ids of what has changed. */
public record Changed(Set<String> runs, Set<String> experiments, Set<String> posteriors) {

    boolean isEmpty() {
        return runs.isEmpty() && experiments.isEmpty() && posteriors.isEmpty();
    }
}
