package io.epochline.console.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.compute.engine.ModelExport;
import io.epochline.compute.foreign.ModelCheck;
import io.epochline.compute.foreign.Selection;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.loss.Loss;
import io.epochline.compute.network.LayerSummary;
import io.epochline.compute.network.Model;
import io.epochline.compute.network.Network;
import io.epochline.console.cli.output.Format;
import io.epochline.console.cli.output.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Architectures: those that have names, and documents. */
@Command(name = "model", description = "List, show, export and check models. Needs nothing running.")
final class ModelCommand implements Runnable {

    private final Session session;

    @ParentCommand
    private Epochline root;

    ModelCommand(Session session) {
        this.session = session;
    }

    private record Listed(String name, String purpose, String whenToUse, List<Integer> input, int parameters) {}

    private record Shown(
            JsonNode document, List<Integer> input, List<LayerSummary> layers, long parameters, long flops) {}

    @Override
    public void run() {
        throw CliException.badInput(
                "model what? Expected 'model list', 'model show', 'model export' or 'model check'.");
    }

    @Command(description = "The models that have names.")
    int list() {
        List<Listed> models = Network.names().stream()
                .map(Network::named)
                .map(network -> {
                    Shape input = network.input().orElseThrow();
                    return new Listed(
                            network.name(),
                            network.purpose(),
                            network.whenToUse(),
                            input.dims(),
                            network.parameterCount(input));
                })
                .toList();
        if (root.json) {
            session.terminal().json(models);
            return ExitCode.DONE;
        }
        Table table = new Table("model", "input", ">parameters", "~purpose");
        models.forEach(model ->
                table.row(model.name(), new Shape(model.input()), Format.count(model.parameters()), model.purpose()));
        table.print(session.terminal());
        return ExitCode.DONE;
    }

    @Command(description = "A model's layers: shapes, parameters, operations.")
    int show(@Mixin ModelSubject subject) {
        Network network = subject.network();
        Shape input = subject.input(network);
        List<LayerSummary> layers = network.summary(input);
        List<LayerSummary> outer =
                layers.stream().filter(layer -> layer.depth() == 0).toList();
        long parameters = outer.stream().mapToLong(LayerSummary::parameters).sum();
        long flops = outer.stream().mapToLong(LayerSummary::flops).sum();
        if (root.json) {
            session.terminal().json(new Shown(network.document(), input.dims(), layers, parameters, flops));
            return ExitCode.DONE;
        }
        session.terminal().line("%s: %s", network.name(), network.purpose());
        session.terminal().line("");
        Table table = new Table("layer", "output", ">parameters", ">flops");
        table.row("x", input, "", "");
        layers.forEach(layer -> table.row(
                "  ".repeat(layer.depth()) + layer.title(),
                layer.output(),
                layer.parameters() == 0 ? "" : Format.count(layer.parameters()),
                layer.flops() == 0 ? "" : Format.large(layer.flops())));
        table.row("together", "", Format.count(parameters), Format.large(flops)).print(session.terminal());
        session.terminal().line("");
        session.terminal()
                .line("Shapes and operations are of one example; two operations a multiply-add of products and"
                        + " convolutions.");
        return ExitCode.DONE;
    }

    @Command(description = "Write a model as ONNX, and its loss with the gradient in every parameter.")
    int export(
            @Mixin ModelSubject subject,
            @Option(names = "--out", paramLabel = "FILE", description = "Where the model goes.") Path out,
            @Option(
                            names = "--batch",
                            paramLabel = "N",
                            description = "The batch size; the model alone takes any if left out, gradients have 1.")
                    Integer batch,
            @Option(
                            names = "--loss",
                            paramLabel = "EXPR",
                            description = "The loss, such as '0.8*huber + 0.2*(1-pearson)'.")
                    String loss,
            @Option(
                            names = "--gradients",
                            paramLabel = "FILE",
                            description =
                                    "Where the loss and its gradients go: inputs are x, target and the parameters,"
                                            + " outputs loss and grad.<parameter>.")
                    Path gradients,
            @Option(names = "--seed", defaultValue = "0", description = "The seed of the parameters' start (0).")
                    long seed) {
        if (out == null && gradients == null) {
            throw CliException.badInput("Nothing to write: give --out FILE, --gradients FILE, or both.");
        }
        if ((loss == null) != (gradients == null)) {
            throw CliException.badInput("--loss and --gradients go together.");
        }
        if (batch != null && batch < 1) {
            throw CliException.badInput("--batch: expected at least 1, found %d", batch);
        }
        Model model = subject.model();
        ModelExport export = new ModelExport(model, subject.input(model));
        if (out != null) {
            write(out, batch == null ? export.prediction(seed) : export.prediction(seed, batch));
        }
        if (gradients != null) {
            write(
                    gradients,
                    export.gradients(
                            Loss.parse(loss), Optional.ofNullable(batch).orElse(1)));
        }
        return ExitCode.DONE;
    }

    @Command(description = "What an ONNX file of another framework comes to, and what hinders its training.")
    int check(
            @Mixin ModelSubject subject,
            @Option(
                            names = "--train",
                            paramLabel = "NAME",
                            split = ",",
                            description = "Weights to train: all if left out.")
                    List<String> train,
            @Option(names = "--freeze", paramLabel = "NAME", split = ",", description = "Weights not to train.")
                    List<String> freeze) {
        ModelCheck check =
                ModelCheck.of(subject.file(), new Selection(given(train), given(freeze)), subject.givenInput());
        if (root.json) {
            session.terminal().json(check);
        } else {
            check.report().lines().forEach(line -> session.terminal().line("%s", line));
        }
        return check.trainable() ? ExitCode.DONE : ExitCode.BAD_INPUT;
    }

    private static List<String> given(List<String> names) {
        return names == null ? List.of() : names;
    }

    private void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw CliException.badInput("%s cannot be written: %s", file, e);
        }
        session.terminal().line("%s  %s", file, Format.bytes(bytes.length));
    }
}
