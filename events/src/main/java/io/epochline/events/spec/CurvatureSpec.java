package io.epochline.events.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.epochline.events.DefaultKind;
import io.epochline.events.Require;

/** Where a diagonal of curvature comes from. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "source")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CurvatureSpec.Blend.class, name = "blend"),
    @JsonSubTypes.Type(value = CurvatureSpec.EmpiricalFisher.class, name = "empirical_fisher"),
    @JsonSubTypes.Type(value = CurvatureSpec.GaussNewton.class, name = "gauss_newton"),
    @JsonSubTypes.Type(value = CurvatureSpec.Hutchinson.class, name = "hutchinson"),
    @JsonSubTypes.Type(value = CurvatureSpec.SquaredGradients.class, name = "squared_gradients")
})
@DefaultKind(CurvatureSpec.Hutchinson.class)
public sealed interface CurvatureSpec {

    CurvatureSpec DEFAULT = new Hutchinson(null);

    /** Whether it changes with every step, as it is made of gradients that go by. */
    default boolean followsSteps() {
        return false;
    }

    /**
     * The diagonal of the Hessian, from products with random signs.
     *
     * @param probes at least 1
     */
    record Hutchinson(Integer probes) implements CurvatureSpec {

        public static final int DEFAULT_PROBES = 16;

        public Hutchinson {
            probes = probes == null ? DEFAULT_PROBES : probes;
            Require.that(probes >= 1, "curvature.probes", "at least 1", probes);
        }
    }

    /**
     * The running mean of squared gradients.
     *
     * @param beta how much of it a step keeps, in [0, 1)
     */
    record SquaredGradients(Double beta) implements CurvatureSpec {

        public SquaredGradients {
            beta = beta == null ? 0.99 : beta;
            Require.that(beta >= 0 && beta < 1, "curvature.beta", "in [0, 1)", beta);
        }

        @Override
        public boolean followsSteps() {
            return true;
        }
    }

    /**
     * The squared gradients of single examples, added with their weights.
     *
     * @param probes 0 to go through all examples, else how many random combinations of them
     */
    record EmpiricalFisher(Integer probes) implements CurvatureSpec {

        public EmpiricalFisher {
            probes = orAll(probes);
        }
    }

    /**
     * The squared derivatives of residuals, added with their weights.
     *
     * @param probes 0 to go through all residuals, else how many random combinations of them
     */
    record GaussNewton(Integer probes) implements CurvatureSpec {

        public GaussNewton {
            probes = orAll(probes);
        }
    }

    /**
     * {@code weight * first + (1 - weight) * second}.
     *
     * @param weight in [0, 1]
     */
    record Blend(Double weight, CurvatureSpec first, CurvatureSpec second) implements CurvatureSpec {

        public Blend {
            weight = weight == null ? 0.5 : weight;
            Require.that(weight >= 0 && weight <= 1, "curvature.weight", "in [0, 1]", weight);
            Require.present(first, "curvature.first");
            Require.present(second, "curvature.second");
            Require.that(!(first instanceof Blend), "curvature.first", "a source that is no blend", "a blend");
            Require.that(!(second instanceof Blend), "curvature.second", "a source that is no blend", "a blend");
        }

        @Override
        public boolean followsSteps() {
            return first.followsSteps() || second.followsSteps();
        }
    }

    private static int orAll(Integer probes) {
        Require.that(probes == null || probes >= 0, "curvature.probes", "at least 1, or 0 for all", probes);
        return probes == null ? 0 : probes;
    }
}
