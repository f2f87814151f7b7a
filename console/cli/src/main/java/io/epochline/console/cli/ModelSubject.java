package io.epochline.console.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.epochline.compute.foreign.ForeignModel;
import io.epochline.compute.foreign.Selection;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.network.Model;
import io.epochline.compute.network.Network;
import io.epochline.compute.onnx.read.Limits;
import io.epochline.compute.onnx.read.OnnxModel;
import io.epochline.compute.onnx.read.OnnxReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which model a command is about, on which examples. */
final class ModelSubject {

    private static final String ONNX = ".onnx";

    @Parameters(
            paramLabel = "NAME|FILE",
            description = "A named model, a file with an architecture document, or an ONNX file.")
    private String model;

    @Option(
            names = "--input",
            paramLabel = "SHAPE",
            description = "The shape of an example, such as 1,128,128; what the model is usually given if left out.")
    private String input;

    /** As if the options had said so. */
    static ModelSubject of(String model, String input) {
        ModelSubject subject = new ModelSubject();
        subject.model = model;
        subject.input = input;
        return subject;
    }

    /** The model as a job names it. */
    JsonNode spec() {
        if (model.endsWith(ONNX)) {
            return JsonNodeFactory.instance.objectNode().put("onnx", model);
        }
        return Network.names().contains(model)
                ? TextNode.valueOf(model)
                : network().document();
    }

    Model model() {
        return model.endsWith(ONNX) ? ForeignModel.of(model, file(), Selection.ALL) : network();
    }

    Network network() {
        Path file = Path.of(model);
        if (model.endsWith(ONNX)) {
            throw CliException.badInput("%s has no layers to show. Try: model check %s", model, model);
        }
        if (!Files.isRegularFile(file)) {
            return Network.named(model);
        }
        try {
            return Network.parse(Files.readString(file));
        } catch (IOException e) {
            throw CliException.unreadable(file, e);
        }
    }

    OnnxModel file() {
        if (!model.endsWith(ONNX)) {
            throw CliException.badInput("Expected an ONNX file, found '%s'. Maybe: model show %s", model, model);
        }
        Path file = Path.of(model);
        try {
            return OnnxReader.read(file, Limits.DEFAULT);
        } catch (IOException e) {
            throw CliException.unreadable(file, e);
        }
    }

    Shape input(Model of) {
        Optional<Shape> usual =
                switch (of) {
                    case Network network -> network.input();
                    case ForeignModel foreign -> foreign.input();
                    default -> Optional.empty();
                };
        return givenInput()
                .or(() -> usual)
                .orElseThrow(() -> CliException.badInput(
                        "%s does not say which examples it takes. Give their shape: --input 1,128,128", model));
    }

    Optional<Shape> givenInput() {
        return Optional.ofNullable(input).map(ModelSubject::shape);
    }

    private static Shape shape(String input) {
        try {
            int[] dims = Arrays.stream(input.split(","))
                    .map(String::strip)
                    .mapToInt(Integer::parseInt)
                    .toArray();
            if (Arrays.stream(dims).allMatch(dim -> dim > 0)) {
                return Shape.of(dims);
            }
        } catch (NumberFormatException e) {
            // Told below, with the other shapes that cannot be.
        }
        throw CliException.badInput("--input: expected whole numbers above 0, such as 1,128,128, found '%s'", input);
    }
}
