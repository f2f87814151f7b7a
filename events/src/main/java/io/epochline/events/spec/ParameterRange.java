package io.epochline.events.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.events.Require;
import java.util.List;

/** The values one hyperparameter may take. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ParameterRange.Real.class, name = "float"),
    @JsonSubTypes.Type(value = ParameterRange.Int.class, name = "int"),
    @JsonSubTypes.Type(value = ParameterRange.Categorical.class, name = "categorical")
})
public sealed interface ParameterRange {

    /** A real number in [low, high], uniform in its logarithm when {@code log}. */
    record Real(Double low, Double high, Boolean log) implements ParameterRange {

        public Real {
            Require.present(low, "low");
            Require.present(high, "high");
            log = log != null && log;
            Require.that(Double.isFinite(low) && low <= high && Double.isFinite(high), "low", "at most high", low);
            Require.that(!log || low > 0, "low", "above 0 on a log range", low);
        }
    }

    /** A whole number in [low, high], uniform in its logarithm when {@code log}. */
    record Int(Long low, Long high, Boolean log) implements ParameterRange {

        public Int {
            Require.present(low, "low");
            Require.present(high, "high");
            log = log != null && log;
            Require.that(low <= high, "low", "at most high", low);
            Require.that(!log || low > 0, "low", "above 0 on a log range", low);
        }
    }

    /** One of the choices: numbers, texts, booleans or whole documents. */
    record Categorical(List<JsonNode> choices) implements ParameterRange {

        public Categorical {
            choices = choices == null ? List.of() : List.copyOf(choices);
            Require.that(!choices.isEmpty(), "choices", "a list of at least one value", choices);
        }
    }
}
