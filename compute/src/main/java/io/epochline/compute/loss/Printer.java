package io.epochline.compute.loss;

import java.util.ArrayList;
import java.util.List;

/**
 * Prints a term canonically: one spelling of names, every setting written out, tensors left out where they are the
 * defaults, no parenthesis that is not needed.
 */
final class Printer {
    private static final int SUM = 1;
    private static final int PRODUCT = 2;
    private static final int UNARY = 3;

    private Printer() {}

    static String print(Term term) {
        return print(term, SUM);
    }

    private static String print(Term term, int binding) {
        return switch (term) {
            case Term.Constant constant -> Numbers.text(constant.value());
            case Term.Input input -> input.toString();
            case Term.Named named -> print(named.loss().term(), binding);
            case Term.Negated negated -> "-" + print(negated.operand(), UNARY);
            case Term.Arithmetic arithmetic -> print(arithmetic, binding);
            case Term.Applied applied -> print(applied);
        };
    }

    private static String print(Term.Arithmetic term, int binding) {
        boolean sum = term.operator() == '+' || term.operator() == '-';
        int own = sum ? SUM : PRODUCT;
        String operator = sum ? " " + term.operator() + " " : String.valueOf(term.operator());
        String text = print(term.left(), own) + operator + print(term.right(), own + 1);
        return own < binding ? "(" + text + ")" : text;
    }

    private static String print(Term.Applied term) {
        List<Parameter> parameters = term.block().parameters();
        List<String> tensors = new ArrayList<>();
        List<String> settings = new ArrayList<>();
        boolean defaults = parameters.size() > 1;
        for (int index = 0; index < parameters.size(); index++) {
            Term argument = term.arguments().get(index);
            if (parameters.get(index) instanceof Parameter.Setting setting) {
                settings.add(setting.name() + "=" + print(argument));
            } else {
                tensors.add(print(argument));
                defaults &=
                        parameters.get(index) instanceof Parameter.Tensor tensor && argument.equals(tensor.preset());
            }
        }
        List<String> shown = new ArrayList<>(defaults ? List.of() : tensors);
        shown.addAll(settings);
        return term.block().name() + "(" + String.join(", ", shown) + ")";
    }
}
