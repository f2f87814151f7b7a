package io.epochline.compute.network;

import io.epochline.compute.ir.NormalizationOps.Moments;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;

/**
 * {@code f32[channels, ...]}: each channel gets mean 0 and variance 1, then its own scale and offset (Ioffe and Szegedy
 * 2015). Training uses the statistics of the batch, through which gradients flow, and lets running ones follow them:
 * {@code running += momentum (batch - running)}. Inference uses the running ones. As in PyTorch the variance that
 * normalises is divided by the count, and the running one by the count less 1. A batch with one value per channel has no
 * variance and leaves the running statistics as they are.
 */
record BatchNorm(double momentum, double epsilon) implements Layer {
    static BatchNorm read(Fields fields) {
        return new BatchNorm(fields.number("momentum", 0, 1, 0.1), fields.number("epsilon", 1e-12, 1, 1e-5));
    }

    @Override
    public String kind() {
        return "batch_norm";
    }

    @Override
    public Value apply(Scope at, Value x) {
        if (x.rank() < 2) {
            throw NetworkException.misfit(at.path(), "needs channels, got a number per example");
        }
        int channels = x.shape().dim(1);
        Shape each = Shape.of(channels);
        Value scale = at.parameter("scale", each, Initializer.Constant.ONE, x);
        Value offset = at.parameter("offset", each, Initializer.Constant.ZERO, x);
        Value mean = at.state("running_mean", each, Initializer.Constant.ZERO, x);
        Value variance = at.state("running_variance", each, Initializer.Constant.ONE, x);
        Moments running = new Moments(mean, variance);
        Moments used = at.training() ? track(at, x, running) : running;
        return at.g().batchNorm(x, used, scale, offset, epsilon);
    }

    /** The statistics of the batch; the running ones follow them. */
    private Moments track(Scope at, Value x, Moments running) {
        Moments batch = at.g().channelMoments(x);
        int count = x.shape().size() / x.shape().dim(1);
        if (count > 1) {
            Value unbiased = at.g().multiply(batch.variance(), count / (count - 1.0));
            at.next("running_mean", followed(at, running.mean(), batch.mean()));
            at.next("running_variance", followed(at, running.variance(), unbiased));
        }
        return batch;
    }

    private Value followed(Scope at, Value running, Value batch) {
        return at.g().add(at.g().multiply(running, 1 - momentum), at.g().multiply(batch, momentum));
    }
}
