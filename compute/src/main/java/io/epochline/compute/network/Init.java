package io.epochline.compute.network;

/** The {@code init} key of layers with weights. */
enum Init {
    HE,
    GLOROT,
    ZEROS;

    Initializer of(int fanIn, int fanOut) {
        return switch (this) {
            case HE -> Initializer.Uniform.he(fanIn);
            case GLOROT -> Initializer.Uniform.glorot(fanIn, fanOut);
            case ZEROS -> Initializer.Constant.ZERO;
        };
    }
}
