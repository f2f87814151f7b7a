package io.epochline.events;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The topics of Epochline. Names are part of the contract; partitions are what a new installation starts with. */
public enum Topic {
    /** Runs to bring about, keyed by job; consumed as a queue by a share group. */
    TRAINING_JOBS("epochline.jobs.train", 1),
    /** Posteriors to sample, keyed by job; consumed as a queue by a share group. */
    SAMPLING_JOBS("epochline.jobs.sample", 1),
    /** Studies and campaigns, asked for and finished, keyed by experiment. */
    EXPERIMENTS("epochline.experiments", 4),
    /** Runs started and finished, keyed by experiment. */
    RUNS("epochline.runs", 4),
    /** One event per epoch, keyed by run. */
    EPOCHS("epochline.epochs", 4),
    /** What the analyzers found and propose, keyed by experiment. */
    ANALYSIS("epochline.analysis", 4),
    /** Progress and results of posterior sampling, keyed by job. */
    SAMPLES("epochline.samples", 4),
    /** Commands that every worker sees, keyed by job. */
    CONTROL("epochline.control", 1);

    private final String topicName;
    private final int partitions;

    Topic(String topicName, int partitions) {
        this.topicName = topicName;
        this.partitions = partitions;
    }

    /** Such as {@code epochline.jobs.train}. */
    public String topicName() {
        return topicName;
    }

    /** Where messages go that could not be handled, with the reason in their headers. */
    public String deadLetterName() {
        return topicName + ".dlq";
    }

    public int partitions() {
        return partitions;
    }

    /** The topic with this full name, or its short form without {@code epochline.}. */
    public static Optional<Topic> named(String name) {
        return Arrays.stream(values())
                .filter(topic -> topic.topicName.equals(name) || topic.topicName.equals("epochline." + name))
                .findFirst();
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(Topic::topicName).toList();
    }
}
