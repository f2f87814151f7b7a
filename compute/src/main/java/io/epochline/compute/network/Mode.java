package io.epochline.compute.network;

/** What a network is built for. */
public enum Mode {
    /** Dropout drops, its noise being an input of the graph; batch norm uses the batch's statistics. */
    TRAIN,
    /** Dropout does nothing, and the graph has no noise inputs; batch norm uses the running statistics. */
    INFER
}
