package io.epochline.trainer.objective;

import io.epochline.artifacts.DataFiles;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.objective.ScalarFunction;
import io.epochline.events.spec.CurvatureSpec;
import io.epochline.events.spec.ObjectiveJob;
import io.epochline.events.spec.OptimizerSpec;
import io.epochline.trainer.TrainerException;
import io.epochline.trainer.data.Seeds;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Finds out whether a job can run, without running it: its function opens, the start and the blocks fit θ, and the function
 * has what the source of curvature needs.
 */
public final class ObjectiveCheck {

    /** The stream of the start; refreshes of the curvature have the numbers of their steps. */
    private static final long START = -1;

    private ObjectiveCheck() {}

    /** @throws TrainerException when it cannot; the message is meant for the person who wrote the job */
    public static void check(ObjectiveJob job, DataFiles files) {
        prepare(job, files);
    }

    static PreparedObjective prepare(ObjectiveJob job, DataFiles files) {
        OpenedFunction opened = OpenedFunction.of(job.objective(), files);
        ScalarFunction function = opened.function();
        ThetaBlocks blocks = new ThetaBlocks(function.indexMap(), job.blocks());
        Map<String, Double> factors = Map.of();
        if (job.optimizer() instanceof OptimizerSpec.Preconditioned preconditioned) {
            requireTerms(preconditioned.curvature(), function);
            factors = preconditioned.blockScale();
        }
        return new PreparedObjective(job, opened, start(job, function.size()), blocks.scale(factors));
    }

    private static float[] start(ObjectiveJob job, int size) {
        ObjectiveJob.Start start = job.start();
        if (start.at() != null && start.at().size() != size) {
            throw TrainerException.job(
                    "start.at: theta has %d elements, found %d.",
                    size, start.at().size());
        }
        RandomGenerator random = Seeds.stream(job.seed(), START);
        float[] theta = new float[size];
        for (int i = 0; i < size; i++) {
            double point = start.at() == null ? 0 : start.at().get(i);
            theta[i] = (float) (start.scale() == 0 ? point : point + start.scale() * random.nextGaussian());
        }
        return theta;
    }

    private static void requireTerms(CurvatureSpec source, ScalarFunction function) {
        GraphBuilder b = new GraphBuilder();
        Value theta = b.input("theta", ValueType.f32(function.size()));
        switch (source) {
            case CurvatureSpec.GaussNewton spec ->
                require(
                        function.residuals(b, theta).isPresent(),
                        "gauss_newton needs residuals, and this function is no sum of their squares");
            case CurvatureSpec.EmpiricalFisher spec ->
                require(
                        function.losses(b, theta).isPresent(),
                        "empirical_fisher needs the losses of single examples, and this function has none");
            case CurvatureSpec.Blend(var weight, var first, var second) -> {
                requireTerms(first, function);
                requireTerms(second, function);
            }
            case CurvatureSpec.Hutchinson spec -> {}
            case CurvatureSpec.SquaredGradients spec -> {}
        }
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw TrainerException.job("optimizer.curvature: %s. Maybe source: hutchinson.", problem);
        }
    }
}
