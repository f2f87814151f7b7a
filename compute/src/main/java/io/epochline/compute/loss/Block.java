package io.epochline.compute.loss;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A named building block of the language.
 *
 * @param result the kind of its value; null if that is the kind of its {@link Parameter.Any} argument
 * @param minimumLength how many positions the last axis must have for the formula to make sense
 * @param rule builds the formula
 */
record Block(
        String name,
        List<Parameter> parameters,
        Kind result,
        int minimumLength,
        String formula,
        String purpose,
        Rule rule) {

    /** Builds a block's formula from its arguments. Tensors are {@code f32[rows, length]}. */
    @FunctionalInterface
    interface Rule {
        Value build(GraphBuilder g, Operands in);
    }

    /** The arguments of one use: tensors and settings, each in the order of their parameters. */
    record Operands(List<Value> tensors, List<Double> settings) {
        Value first() {
            return tensors.get(0);
        }

        Value second() {
            return tensors.get(1);
        }

        Value third() {
            return tensors.get(2);
        }

        double setting() {
            return settings.get(0);
        }
    }

    private static final List<Parameter> PAIR =
            List.of(Parameter.Tensor.of(Term.Input.PRED), Parameter.Tensor.of(Term.Input.TARGET));

    /** A scalar that compares pred with target. */
    static Block comparison(String name, int minimumLength, String formula, String purpose, Rule rule) {
        return new Block(name, PAIR, Kind.SCALAR, minimumLength, formula, purpose, rule);
    }

    /** A scalar that compares pred with target and has one setting. */
    static Block comparison(
            String name, Parameter.Setting setting, int minimumLength, String formula, String purpose, Rule rule) {
        List<Parameter> parameters = List.of(PAIR.get(0), PAIR.get(1), setting);
        return new Block(name, parameters, Kind.SCALAR, minimumLength, formula, purpose, rule);
    }

    /** A scalar made of the given inputs and settings. */
    static Block of(String name, List<Parameter> parameters, String formula, String purpose, Rule rule) {
        return new Block(name, parameters, Kind.SCALAR, 1, formula, purpose, rule);
    }

    /** A scalar that scores one tensor, pred unless told otherwise. */
    static Block penalty(String name, int minimumLength, String formula, String purpose, Rule rule) {
        List<Parameter> parameters = List.of(new Parameter.Tensor("x", Term.Input.PRED));
        return new Block(name, parameters, Kind.SCALAR, minimumLength, formula, purpose, rule);
    }

    /** A tensor made of a tensor, or a scalar made of a tensor. */
    static Block function(String name, Kind result, int minimumLength, String formula, String purpose, Rule rule) {
        List<Parameter> parameters = List.of(new Parameter.Tensor("x", null));
        return new Block(name, parameters, result, minimumLength, formula, purpose, rule);
    }

    /** A function of each element. */
    static Block elementwise(String name, String formula, String purpose, Rule rule) {
        return new Block(name, List.of(new Parameter.Any("x")), null, 1, formula, purpose, rule);
    }

    Kind kind(List<Term> arguments) {
        return result == null ? arguments.get(0).kind() : result;
    }

    /** {@code huber(pred, target, delta=1)}. */
    String signature() {
        return parameters.stream().map(Parameter::shown).collect(Collectors.joining(", ", name + "(", ")"));
    }
}
