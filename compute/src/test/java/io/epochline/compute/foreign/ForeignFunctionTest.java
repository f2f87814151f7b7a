package io.epochline.compute.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.objective.ReferenceFunction;
import io.epochline.compute.onnx.OnnxWriter;
import io.epochline.compute.onnx.Target;
import io.epochline.compute.onnx.read.OnnxException;
import io.epochline.compute.onnx.read.OnnxReader;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class ForeignFunctionTest {

    @Test
    void oneOutputIsTheValueWhateverItsNameAndAnyShapeOfOneElementWillDo() {
        ForeignFunction function = read(3, (b, theta) -> b.output("anything", b.sumKeepDims(b.square(theta))));

        assertThat(function.size()).isEqualTo(3);
        assertThat(new ReferenceFunction(function, 1, 2, 3).value()).isEqualTo(14);
        assertThat(new ReferenceFunction(function, 1, 2, 3).gradient()).containsExactly(2, 4, 6);
        assertThat(new ReferenceFunction(function, 1, 2, 3).residuals()).isEmpty();
    }

    @Test
    void anOutputThatIsNoScalarIsRefused() {
        assertThatThrownBy(() -> read(3, (b, theta) -> b.output("y", b.square(theta))))
                .isInstanceOf(OnnxException.class)
                .hasMessage(
                        "onnx: expected an output 'y' with one float, found f32[3]. Export the sum or mean of what it"
                                + " should make small.");
    }

    @Test
    void aValueThatDoesNotMoveWithThetaIsRefused() {
        assertThatThrownBy(() -> read(2, (b, theta) -> b.output("y", b.sum(b.round(theta)))))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("no gradient that comes to it");
    }

    @Test
    void outputsOfUnknownMeaningAreRefused() {
        assertThatThrownBy(() -> read(2, (b, theta) -> {
                    b.output("value", b.sum(theta));
                    b.output("extra", theta);
                }))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("found 2: value, extra");
    }

    @Test
    void severalInputsAreRefused() {
        GraphBuilder b = new GraphBuilder();
        b.output("y", b.add(b.input("a", ValueType.f32()), b.input("b", ValueType.f32())));

        assertThatThrownBy(
                        () -> ForeignFunction.of(OnnxReader.read(OnnxWriter.write(b.build(), new Target.Portable()))))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("expected one input, theta, found 2");
    }

    private static ForeignFunction read(int size, BiConsumer<GraphBuilder, Value> body) {
        GraphBuilder b = new GraphBuilder();
        body.accept(b, b.input("theta", ValueType.f32(size)));
        return ForeignFunction.of(OnnxReader.read(OnnxWriter.write(b.build(), new Target.Portable())));
    }
}
