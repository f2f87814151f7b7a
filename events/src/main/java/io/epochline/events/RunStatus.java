package io.epochline.events;

/** How a run, a posterior or an experiment ended. */
public enum RunStatus {
    SUCCEEDED,
    FAILED,
    CANCELLED,
    PRUNED
}
