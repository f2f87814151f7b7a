package io.epochline.compute.network;

/** What a network is built for. */
public enum Mode {
    /** Dropout drops; its noise is an input of the graph. */
    TRAIN,
    /** Dropout does nothing, and the graph has no noise inputs. */
    INFER
}
