package io.epochline.console.report.plot;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.epochline.events.Require;
import java.util.List;

/**
 * Which signals stand in which panels.
 *
 * @param columns how many panels stand side by side; two where it is left out and there is more than one
 */
public record Recipe(String title, Integer columns, List<PanelRecipe> panels) {

    public Recipe {
        Require.text(title, "title");
        Require.that(columns == null || (columns >= 1 && columns <= 6), "columns", "from 1 to 6", columns);
        Require.that(panels != null && !panels.isEmpty(), "panels", "at least one", panels);
        panels = List.copyOf(panels);
    }

    /**
     * One panel, or one for each unit that its signals have, or one for each signal.
     *
     * @param title the signals' names where it is left out, or each signal has a panel of its own
     * @param signals names, in which {@code *} stands for any text
     * @param optional whether they may be missing
     * @param each whether each signal has a panel of its own
     * @param mode how vectors are shown; automatic where it is left out
     * @param top how many components the hybrid mode shows, 3 where it is left out
     * @param smooth whether long lines are drawn as means over a fiftieth of their length, themselves faint behind
     * @param x steps where it is left out
     * @param y as the numbers ask for where it is left out
     * @param truth what the signals should come to: a number for all components, or one for each
     * @param factor what the numbers are multiplied with, in place of a prefix to their unit
     * @param unit what the axis says, in place of the signals' unit
     */
    public record PanelRecipe(
            String title,
            List<String> signals,
            Boolean optional,
            Boolean each,
            VectorMode mode,
            Integer top,
            Boolean smooth,
            Across x,
            Scale y,
            List<Double> truth,
            Double factor,
            String unit) {

        private static final int TOP = 3;

        public PanelRecipe {
            Require.that(signals != null && !signals.isEmpty(), "signals", "at least one name", signals);
            Require.that(top == null || top >= 1, "top", "at least 1", top);
            Require.that(
                    factor == null || (factor != 0 && Double.isFinite(factor)), "factor", "a number but 0", factor);
            signals = List.copyOf(signals);
            optional = optional != null && optional;
            each = each != null && each;
            mode = mode == null ? VectorMode.AUTO : mode;
            top = top == null ? TOP : top;
            smooth = smooth != null && smooth;
            x = x == null ? Across.STEP : x;
            y = y == null ? Scale.AUTO : y;
            truth = truth == null ? List.of() : List.copyOf(truth);
        }
    }

    /** What is across. */
    public enum Across {
        @JsonProperty("step")
        STEP,
        @JsonProperty("epoch")
        EPOCH
    }

    /** How numbers go up. */
    public enum Scale {
        /** Logarithmic where all are above 0 and span much, else linear. */
        @JsonProperty("auto")
        AUTO,
        @JsonProperty("linear")
        LINEAR,
        @JsonProperty("log")
        LOG
    }
}
