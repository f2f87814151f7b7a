package io.epochline.compute.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.epochline.compute.engine.EngineSpec;
import io.epochline.compute.engine.OnnxTrainingEngine;
import io.epochline.compute.engine.TrainingEngine;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.loss.Loss;
import io.epochline.compute.network.Model;
import io.epochline.compute.onnx.read.OnnxModel;
import io.epochline.compute.onnx.read.OnnxReader;
import io.epochline.compute.optim.Optimizer;
import io.epochline.compute.runtime.Buffers;
import io.epochline.compute.runtime.Device;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForeignTrainingTest {

    private static final TorchModel SMALL = TorchModel.load("small");

    /** What golden/torch_loads.py takes back to torch. */
    private static final Path TRAINED = Path.of("target", "small_trained.onnx");

    @Test
    void trainsToTheCurveOfTorchAndIsWrittenBack() throws IOException {
        double[] expected = SMALL.numbers("losses");
        try (TrainingEngine engine = open(SMALL.model(), SMALL)) {
            for (int step = 0; step < expected.length; step++) {
                double loss = step(engine, SMALL, step, 16);
                assertThat(loss).as("loss of step " + step).isCloseTo(expected[step], within(1e-3 * expected[step]));
            }
            assertThat(predictions(engine)).containsExactly(SMALL.numbers("after"), within(1e-4));
            Files.write(TRAINED, engine.exportModel());
        }
        OnnxModel back = OnnxReader.read(Files.readAllBytes(TRAINED));
        assertThat(back.initializers().keySet())
                .containsAll(SMALL.file().initializers().keySet());

        TorchModel again = new TorchModel("again", back, SMALL.golden());
        try (TrainingEngine engine = open(again.model(), again)) {
            assertThat(predictions(engine)).containsExactly(SMALL.numbers("after"), within(1e-4));
        }
    }

    @Test
    void frozenWeightsStayAndAreWrittenBackUnderTheirNames() {
        TorchModel image = TorchModel.load("image");
        ForeignModel model =
                ForeignModel.of("image", image.file(), new Selection(List.of(), List.of("first.*", "norm.*")));
        try (TrainingEngine engine = open(model, image)) {
            double before = step(engine, image, 0, 4);
            for (int step = 0; step < 20; step++) {
                step(engine, image, 0, 4);
            }
            assertThat(step(engine, image, 0, 4)).isLessThan(before);

            OnnxModel back = OnnxReader.read(engine.exportModel());
            assertThat(back.initializers().get("first.weight").floats())
                    .isEqualTo(image.file().initializers().get("first.weight").floats());
            assertThat(back.initializers().get("norm.running_var").floats())
                    .isEqualTo(
                            image.file().initializers().get("norm.running_var").floats());
            assertThat(back.initializers().get("head.weight").floats())
                    .isNotEqualTo(image.file().initializers().get("head.weight").floats());
        }
    }

    /** Also with what a file works out from shapes: the written model takes any batch. */
    @Test
    void writtenModelsTakeAnyBatch() {
        TorchModel attention = TorchModel.load("attention");
        byte[] written;
        try (TrainingEngine engine = open(attention.model(), attention)) {
            written = engine.exportModel();
        }
        TorchModel again = new TorchModel("again", OnnxReader.read(written), attention.golden());
        try (TrainingEngine once = open(attention.model(), attention);
                TrainingEngine twice = open(again.model(), again)) {
            assertThat(step(twice, again, 3, 7)).isCloseTo(step(once, attention, 3, 7), within(1e-5));
        }
    }

    private static TrainingEngine open(Model model, TorchModel torch) {
        Loss mse = Loss.parse("mse");
        double rate = torch.golden().path("rate").asDouble(0.05);
        return OnnxTrainingEngine.open(new EngineSpec(
                model, mse, mse, new Optimizer.Sgd(rate, 0), torch.input(), torch.output(), 1, Device.CPU));
    }

    private static double step(TrainingEngine engine, TorchModel torch, int step, int size) {
        Tensor x = torch.batch(step, size);
        return engine.step(floats(x), floats(torch.target(x)), size).loss();
    }

    private static double[] predictions(TrainingEngine engine) {
        Tensor x = SMALL.batch(0, 4);
        FloatBuffer predictions = Buffers.floats(8);
        engine.evaluate(floats(x), floats(SMALL.target(x)), 4, predictions);
        double[] values = new double[8];
        Arrays.setAll(values, predictions::get);
        return values;
    }

    private static FloatBuffer floats(Tensor tensor) {
        FloatBuffer buffer = Buffers.floats(tensor.values().length);
        for (int i = 0; i < tensor.values().length; i++) {
            buffer.put(i, (float) tensor.values()[i]);
        }
        return buffer;
    }
}
