package io.epochline.compute.loss;

import io.epochline.compute.ComputeException;
import io.epochline.compute.Spelling;
import io.epochline.compute.ir.ValueType;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A loss that cannot be read, or does not fit the tensors it is applied to. */
public final class LossException extends ComputeException {
    private static final long serialVersionUID = 1L;

    private final int column;
    private final String snippet;
    private final String suggestion;

    private LossException(String code, String message, Source source, Span at, Optional<String> suggestion) {
        super("loss_" + code, Category.USER, message);
        this.column = at == null ? 0 : at.column();
        this.snippet = at == null ? "" : source.snippet(at);
        this.suggestion = suggestion.orElse(null);
    }

    /** Where the fault starts in the text, counted from 1; 0 if it concerns the whole. */
    public int column() {
        return column;
    }

    /** The text, and carets under the fault; empty if it concerns the whole. */
    public String snippet() {
        return snippet;
    }

    /** The name that was probably meant. */
    public Optional<String> suggestion() {
        return Optional.ofNullable(suggestion);
    }

    static LossException empty() {
        return whole("empty", "the loss is empty. Write an expression, such as 0.8*huber + 0.2*(1 - pearson)");
    }

    static LossException tooLong(int length) {
        return whole(
                "too_long",
                "the loss has %d characters, but at most %d are read".formatted(length, Source.MAXIMUM_LENGTH));
    }

    static LossException tooDeep(Source source, Span at) {
        String limit = "nested deeper than " + Parser.MAXIMUM_DEPTH + " levels at column " + at.column();
        return at("too_deep", source, at, "the loss is " + limit, ". Maybe remove parentheses");
    }

    static LossException unexpectedCharacter(Source source, int position) {
        int character = source.text().codePointAt(position);
        Span at = new Span(position, position + Character.charCount(character));
        String shown =
                Character.isISOControl(character) ? "U+%04X".formatted(character) : Character.toString(character);
        return at("syntax", source, at, "unexpected character '" + shown + "' at column " + at.column(), "");
    }

    static LossException expected(Source source, String what, Token found) {
        String message = "expected " + what + " at column " + found.at().column() + ", found " + found.described();
        return at("syntax", source, found.at(), message, "");
    }

    static LossException missingParenthesis(Source source, Token open, Token found) {
        String message = "missing ')' at column %d for the '(' at column %d, found %s"
                .formatted(found.at().column(), open.at().column(), found.described());
        return at("missing_parenthesis", source, found.at(), message, "");
    }

    static LossException unknownLoss(Source source, String name, Span at, Collection<String> known) {
        Optional<String> suggestion = Spelling.closest(name, known);
        String hint = suggestion
                .map(meant -> ". Did you mean '" + meant + "'?")
                .orElseGet(() -> ". Known: " + String.join(", ", new TreeSet<>(known)));
        String message = "unknown loss '" + name + "' at column " + at.column() + hint;
        return new LossException("unknown_name", message + "\n" + source.snippet(at), source, at, suggestion);
    }

    static LossException unknownArgument(Source source, Block block, Token name) {
        List<String> known = block.parameters().stream().map(Parameter::name).toList();
        Optional<String> suggestion = Spelling.closest(name.text(), known);
        String hint = suggestion.map(meant -> ". Did you mean '" + meant + "'?").orElse(". Write " + block.signature());
        String message = "%s has no argument '%s' at column %d"
                .formatted(block.name(), name.text(), name.at().column());
        return new LossException(
                "unknown_argument", message + hint + "\n" + source.snippet(name.at()), source, name.at(), suggestion);
    }

    static LossException repeatedArgument(Source source, Block block, Parameter parameter, Span at) {
        String message = "%s gets '%s' twice, the second time at column %d"
                .formatted(block.name(), parameter.name(), at.column());
        return at("repeated_argument", source, at, message, "");
    }

    static LossException misplacedArgument(Source source, Span at) {
        String message = "an argument without a name follows a named one at column " + at.column();
        return at("misplaced_argument", source, at, message, ". Name it too, or move it to the front");
    }

    static LossException tooManyArguments(Source source, Block block, Span at) {
        String message = "%s takes %d arguments; one too many at column %d"
                .formatted(block.name(), block.parameters().size(), at.column());
        return at("too_many_arguments", source, at, message, ". Write " + block.signature());
    }

    static LossException missingArgument(Source source, Block block, Parameter parameter, Span at) {
        String message =
                "%s needs its argument '%s' at column %d".formatted(block.name(), parameter.name(), at.column());
        return at("missing_argument", source, at, message, ". Write " + block.signature());
    }

    static LossException wrongKind(
            Source source, Block block, Parameter parameter, String expected, Term found, Span at) {
        String message = "%s's '%s' must be %s, found %s (%s) at column %d"
                .formatted(block.name(), parameter.name(), expected, found.kind(), source.at(at), at.column());
        return at("wrong_kind", source, at, message, ". Write " + block.signature());
    }

    static LossException outOfRange(Source source, Block block, Parameter.Setting setting, double value, Span at) {
        String message = "%s's %s must be %s, got %s at column %d"
                .formatted(block.name(), setting.name(), setting.range(), Numbers.text(value), at.column());
        return at("out_of_range", source, at, message, "");
    }

    static LossException notFinite(Source source, Span at, double value) {
        String message =
                "weight %s at column %d is not finite (%s)".formatted(source.at(at), at.column(), Numbers.text(value));
        return at("not_finite", source, at, message, "");
    }

    static LossException notScalar(Source source) {
        String message = "the loss must be a scalar, found the tensor " + source.text();
        return whole("not_scalar", message + ". Maybe mean(" + source.text().strip() + ")");
    }

    static LossException ignoresPrediction(Source source) {
        return whole(
                "constant",
                "the loss " + source.text().strip() + " does not depend on the prediction. Add a term such as mse");
    }

    static LossException mixedInputs(Source source, Set<Term.Input> read, Set<Term.Input> before, Span at) {
        String together = Arrays.stream(Head.values())
                .map(head -> head.inputs().stream().map(Term.Input::toString).collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
        String message = "%s at column %d reads %s, but the loss has read %s before"
                .formatted(source.at(at), at.column(), names(read), names(before));
        return at("mixed_inputs", source, at, message, ". One prediction and target have only: " + together);
    }

    private static String names(Set<Term.Input> inputs) {
        return inputs.stream().map(Term.Input::toString).collect(Collectors.joining(" and "));
    }

    static LossException differentShapes(Loss loss, ValueType prediction, ValueType target) {
        if (loss.head() != Head.VALUES) {
            return whole(
                    "shape_mismatch",
                    "the prediction is %s and the target is %s, but %s needs %s%s"
                            .formatted(prediction, target, loss, loss.head(), expected(loss.head(), target)));
        }
        String hint = prediction.shape().size() == target.shape().size()
                ? ". Maybe end the network with reshape: " + target.shape().dropFirst(1)
                : ". Maybe the last layer of the network has another size than the targets";
        return whole("shape_mismatch", "pred is " + prediction + " but target is " + target + hint);
    }

    static LossException noValues(ValueType prediction) {
        return whole(
                "no_values",
                "the prediction is " + prediction + ": there is no value to judge. Expected a row or more");
    }

    private static String expected(Head head, ValueType target) {
        return target.shape().rank() == 0
                ? ""
                : head.prediction(target.shape().dropFirst(1))
                        .map(shape -> ": a prediction f32"
                                + shape.prepend(target.shape().dim(0)))
                        .orElse("");
    }

    static LossException operandsDiffer(Source source, Span at, ValueType left, ValueType right) {
        String message = "%s at column %d combines %s and %s, as rows by positions"
                .formatted(source.at(at), at.column(), left, right);
        return at("shape_mismatch", source, at, message, ". Both must have the same length along the last axis");
    }

    static LossException tooShort(Source source, Span at, Block block, int length, ValueType pred) {
        String message = "%s at column %d needs at least %d values along the last axis, found %d (pred is %s)"
                .formatted(block.name(), at.column(), block.minimumLength(), length, pred);
        return at("shape_mismatch", source, at, message, "");
    }

    private static LossException whole(String code, String message) {
        return new LossException(code, message, null, null, Optional.empty());
    }

    private static LossException at(String code, Source source, Span at, String message, String hint) {
        return new LossException(code, message + hint + "\n" + source.snippet(at), source, at, Optional.empty());
    }
}
