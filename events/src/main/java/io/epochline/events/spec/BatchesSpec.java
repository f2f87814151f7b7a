package io.epochline.events.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.epochline.events.DefaultKind;

/** Which rows come together in a batch. Each epoch takes every row of the training part once. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "sampler")
@JsonSubTypes({
    @JsonSubTypes.Type(value = BatchesSpec.Random.class, name = "random"),
    @JsonSubTypes.Type(value = BatchesSpec.Sequential.class, name = "sequential"),
    @JsonSubTypes.Type(value = BatchesSpec.Stratified.class, name = "stratified"),
    @JsonSubTypes.Type(value = BatchesSpec.Series.class, name = "series")
})
@DefaultKind(BatchesSpec.Random.class)
public sealed interface BatchesSpec {

    BatchesSpec DEFAULT = new Random();

    /** Any rows, shuffled for each epoch. */
    record Random() implements BatchesSpec {}

    /** Rows in their order in the data. */
    record Sequential() implements BatchesSpec {}

    /** Of each class, or of each value of {@code data.strata}, as large a share of every batch as of the whole. */
    record Stratified() implements BatchesSpec {}

    /**
     * Rows of different series, as {@code data.group} names them: one of each in turn, in an order that is shuffled for
     * each epoch. A batch repeats a series only where fewer series have rows left than it holds.
     */
    record Series() implements BatchesSpec {}
}
