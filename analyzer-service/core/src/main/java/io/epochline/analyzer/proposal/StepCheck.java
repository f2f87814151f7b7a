package io.epochline.analyzer.proposal;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.compute.ComputeException;
import io.epochline.compute.engine.EngineSpec;
import io.epochline.compute.engine.OnnxTrainingEngine;
import io.epochline.compute.engine.StepResult;
import io.epochline.compute.engine.TrainingEngine;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.loss.Head;
import io.epochline.compute.loss.Loss;
import io.epochline.compute.network.Network;
import io.epochline.compute.optim.Optimizer;
import io.epochline.compute.runtime.Buffers;
import io.epochline.compute.runtime.Device;
import io.epochline.events.spec.TrainingJob;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One real training step of a proposed job on made-up examples of the task's shapes. It takes up to some hundred
 * milliseconds, so proposals do not wait for it.
 */
public final class StepCheck {

    private static final int BATCH = 4;
    private static final long SEED = 5;

    private record Question(JsonNode model, String loss, Shape input, Shape target, double rate) {}

    private static final Recent<Question, Optional<String>> VERDICTS = new Recent<>(1000);

    private StepCheck() {}

    /**
     * Why a proposal cannot be trained; empty where a step was taken with a finite loss and gradient, or where not enough
     * is known to take one.
     *
     * @param setup that the proposal was made for
     */
    public static Optional<String> refuse(Proposal proposal, CurrentSetup setup) {
        if (setup.inputShape() == null || setup.targetShape() == null || setup.job() == null) {
            return Optional.empty();
        }
        try {
            TrainingJob job = proposal.change().on(setup.job(), proposal.id());
            double rate = Math.min(1, job.optimizer().lr());
            return VERDICTS.of(
                    new Question(job.model(), job.loss(), setup.inputShape(), setup.targetShape(), rate),
                    () -> judge(job, setup, rate));
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static Optional<String> judge(TrainingJob job, CurrentSetup setup, double rate) {
        try {
            StepResult step = step(job, setup, rate);
            return step.isFinite()
                    ? Optional.empty()
                    : Optional.of("its first step has a loss of %s and a gradient of %s"
                            .formatted(step.loss(), step.gradNorm()));
        } catch (ComputeException | IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static StepResult step(TrainingJob job, CurrentSetup setup, double rate) {
        Network network = Network.parse(job.model());
        Loss loss = Loss.parse(job.loss());
        boolean oneHot = loss.head() == Head.VALUES && Task.of(setup) == Task.CLASSIFICATION;
        EngineSpec spec = new EngineSpec(
                network,
                loss,
                loss,
                new Optimizer.Adam(rate),
                setup.inputShape(),
                setup.targetShape(),
                SEED,
                Device.CPU);
        SplittableRandom random = new SplittableRandom(SEED);
        try (TrainingEngine engine = OnnxTrainingEngine.open(spec)) {
            return engine.step(
                    inputs(setup.inputShape(), random),
                    targets(loss.head(), setup.targetShape(), oneHot, random),
                    BATCH);
        }
    }

    private static FloatBuffer inputs(Shape shape, SplittableRandom random) {
        FloatBuffer x = Buffers.floats(BATCH * shape.size());
        for (int i = 0; i < x.capacity(); i++) {
            x.put(i, (float) random.nextGaussian());
        }
        return x;
    }

    private static FloatBuffer targets(Head head, Shape shape, boolean oneHot, SplittableRandom random) {
        FloatBuffer y = Buffers.floats(BATCH * shape.size());
        int length = shape.rank() == 0 ? 1 : shape.dim(-1);
        for (int i = 0; i < y.capacity(); i++) {
            boolean hot = i % length == i / length % length;
            y.put(
                    i,
                    switch (head) {
                        case LABELS, PAIR -> i % 2;
                        case GAUSSIAN_TARGET -> 0.5f + random.nextFloat();
                        case VALUES, GAUSSIAN -> oneHot ? hot ? 1 : 0 : (float) random.nextGaussian();
                    });
        }
        return y;
    }
}
