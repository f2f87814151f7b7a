package io.epochline.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.epochline.compute.engine.EngineSpec;
import io.epochline.compute.engine.OnnxTrainingEngine;
import io.epochline.compute.engine.TrainingEngine;
import io.epochline.compute.gradient.Gradients;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.loss.Loss;
import io.epochline.compute.network.Network;
import io.epochline.compute.onnx.read.OnnxReader;
import io.epochline.compute.optim.Optimizer;
import io.epochline.compute.reference.Interpreter;
import io.epochline.compute.runtime.Buffers;
import io.epochline.compute.runtime.Device;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide to the library shows code of this file, and it does what the guide says. */
class LibraryGuideTest {

    @TempDir
    Path folder;

    @Test
    void aNetworkIsTrainedAndExported() throws IOException {
        double last = train(folder.resolve("xor.onnx"));
        assertThat(last).isLessThan(0.01);
        assertThat(OnnxReader.read(Files.readAllBytes(folder.resolve("xor.onnx")))
                        .inputs())
                .hasSize(1);
    }

    private static double train(Path file) throws IOException {
        // begin train
        Network network = Network.parse("{name: xor, layers: [{dense: 8}, tanh, {dense: 1}]}");
        Loss mse = Loss.parse("mse");
        EngineSpec spec =
                new EngineSpec(network, mse, mse, new Optimizer.Adam(0.05), Shape.of(2), Shape.of(1), 7, Device.CPU);
        FloatBuffer x = Buffers.of(0, 0, 0, 1, 1, 0, 1, 1);
        FloatBuffer y = Buffers.of(0, 1, 1, 0);
        try (TrainingEngine engine = OnnxTrainingEngine.open(spec)) {
            double loss = Double.NaN;
            for (int step = 0; step < 400; step++) {
                loss = engine.step(x, y, 4).loss();
            }
            Files.write(file, engine.exportModel());
            return loss;
        }
        // end train
    }

    @Test
    void gradientsAreGraphsThatHaveGradientsThemselves() {
        // begin differentiate
        GraphBuilder b = new GraphBuilder();
        Value theta = b.input("theta", ValueType.f32(2));
        Value vector = b.input("vector", ValueType.f32(2));
        Value loss = b.sum(b.exp(b.square(theta)));
        b.output("gradient", Gradients.of(b, loss, List.of(theta)).getFirst());
        b.output(
                "product",
                Gradients.hessianVectorProduct(b, loss, List.of(theta), List.of(vector))
                        .getFirst());
        Map<String, Tensor> found = Interpreter.run(
                b.build(), Map.of("theta", Tensor.of(Shape.of(2), 0.5, -1), "vector", Tensor.of(Shape.of(2), 1, 2)));
        // end differentiate

        double e = Math.exp(0.25);
        assertThat(found.get("gradient").values()).containsExactly(new double[] {e, -2 * Math.E}, within(1e-9));
        assertThat(found.get("product").values()).containsExactly(new double[] {3 * e, 12 * Math.E}, within(1e-9));
    }

    @Test
    void theGuideShowsThisCode() throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "guides", "library.md"));
        String source = Files.readString(Path.of("src/test/java/io/epochline/compute/LibraryGuideTest.java"));
        List<String> shown = Pattern.compile("// begin \\w+\n(.*?)\n +// end", Pattern.DOTALL)
                .matcher(source)
                .results()
                .map(match -> match.group(1).stripIndent())
                .toList();
        assertThat(shown).hasSize(2).allSatisfy(code -> assertThat(guide).contains(code));
    }
}
