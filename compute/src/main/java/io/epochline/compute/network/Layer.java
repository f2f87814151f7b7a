package io.epochline.compute.network;

import io.epochline.compute.ir.Value;

/**
 * A layer of a network. Its record components are its keys in a document, the first being the one that a bare value
 * stands for ({@code dense: 10}); its one method is its shape rule, its parameters and its graph.
 */
sealed interface Layer
        permits Activation,
                AdaptiveAveragePool,
                Aggregate,
                Attention,
                AveragePool,
                BatchNorm,
                Branches,
                Cbam,
                ChannelAttention,
                Conv,
                ConvTranspose,
                Coords,
                CrossAttention,
                Dense,
                DenseBlock,
                Dropout,
                Each,
                Embedding,
                Features,
                Flatten,
                GlobalAveragePool,
                GroupNorm,
                Gru,
                InstanceNorm,
                LayerNorm,
                LocalAttention,
                Lstm,
                MaxPool,
                Positions,
                Repeat,
                Rescale,
                Reshape,
                Residual,
                Skip,
                SpectralFeatures,
                SqueezeExcite,
                Tokens,
                Transpose,
                Upsample,
                When {
    /** The name in a document. */
    String kind();

    /** What to call it where layers are listed. */
    default String title() {
        return kind();
    }

    /**
     * Builds the layer on {@code x}, {@code f32[batch, ...]}.
     *
     * @throws NetworkException if x does not fit
     */
    Value apply(Scope at, Value x);
}
