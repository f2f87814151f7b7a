package io.epochline.compute.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class GraphBuilderTest {

    private final GraphBuilder b = new GraphBuilder();

    @Test
    void typesAreInferredAndPrinted() {
        Value x = b.input("x", ValueType.f32(64, 1540));
        Value w = b.parameter("w", ValueType.f32(1540, 256));
        Value bias = b.parameter("bias", ValueType.f32(256));
        b.output("y", b.relu(b.add(b.matmul(x, w), bias)));

        Graph graph = b.build();

        assertThat(graph.outputType("y")).hasToString("f32[64, 256]");
        assertThat(graph.toString()).contains("f32[64, 1540] = Input", "kind=RELU", "y = %5");
        assertThat(graph.inputs()).containsOnlyKeys("x");
        assertThat(graph.parameters()).containsOnlyKeys("w", "bias");
    }

    @Test
    void theSameOpOnTheSameValuesIsOneNode() {
        Value x = b.input("x", ValueType.f32(2));
        assertThat(b.exp(x)).isSameAs(b.exp(x));
        assertThat(b.add(x, 1)).isSameAs(b.add(x, 1)).isNotSameAs(b.add(x, 2));
    }

    @Test
    void whatNoOutputNeedsIsLeftOutButInputsStay() {
        Value x = b.input("x", ValueType.f32(2));
        b.input("unused", ValueType.f32(3));
        b.exp(x);
        b.output("y", b.tanh(x));
        assertThat(b.build().nodes()).hasSize(3);
        assertThat(b.build().inputs()).containsOnlyKeys("x", "unused");
    }

    @Test
    void operandsBroadcastAsInNumpy() {
        Value a = b.input("a", ValueType.f32(4, 1, 3));
        Value c = b.input("c", ValueType.f32(5, 1));
        assertThat(b.add(a, c).shape()).isEqualTo(Shape.of(4, 5, 3));
        assertThat(b.greater(a, c).type()).hasToString("bool[4, 5, 3]");
    }

    @Test
    void aReductionFoldsTheNamedAxes() {
        Value x = b.input("x", ValueType.f32(2, 3, 4));
        assertThat(b.sum(x).shape()).isEqualTo(Shape.SCALAR);
        assertThat(b.mean(x, -1).shape()).isEqualTo(Shape.of(2, 3));
        assertThat(b.maxKeepDims(x, 0, 2).shape()).isEqualTo(Shape.of(1, 3, 1));
    }

    @Test
    void convolutionsFollowTheirWindow() {
        Value x = b.input("x", ValueType.f32(8, 3, 32, 31));
        Value kernel = b.parameter("kernel", ValueType.f32(16, 3, 3, 3));
        assertThat(b.conv2d(x, kernel, new int[] {2, 2}, new int[] {1, 1, 1, 1}).shape())
                .isEqualTo(Shape.of(8, 16, 16, 16));
        assertThat(b.maxPool2d(x, Window.of(2, 2, 2, 0)).shape()).isEqualTo(Shape.of(8, 3, 16, 15));
        assertThat(b.globalAveragePool(x).shape()).isEqualTo(Shape.of(8, 3, 1, 1));
    }

    @Test
    void anOpenExtentOfAReshapeIsWorkedOut() {
        Value x = b.input("x", ValueType.f32(6, 4));
        assertThat(b.reshape(x, 2, -1).shape()).isEqualTo(Shape.of(2, 12));
        assertThat(b.flatten(x, 0).shape()).isEqualTo(Shape.of(24));
        assertThat(b.unsqueeze(x, -1).shape()).isEqualTo(Shape.of(6, 4, 1));
    }

    @Test
    void whatDoesNotFitIsRefusedInTypeNotation() {
        Value x = b.input("x", ValueType.f32(64, 1540));
        Value w = b.parameter("w", ValueType.f32(512, 256));
        assertThatThrownBy(() -> b.matmul(x, w))
                .isInstanceOf(TypeException.class)
                .hasMessage("matmul: expected f32[1540, 256] on the right of f32[64, 1540], "
                        + "found [f32[64, 1540], f32[512, 256]]");
        assertThatThrownBy(() -> b.add(x, w)).hasMessageContaining("axis -1 is 1540 in one and 256 in the other");
        assertThatThrownBy(() -> b.reshape(x, 9, -1)).hasMessageContaining("98560 elements");
        assertThatThrownBy(() -> b.sum(x, 2)).hasMessageContaining("an axis from -2 to 1 of [64, 1540]");
        assertThatThrownBy(() -> b.slice(x, 1, 0, 1541)).hasMessageContaining("end <= 1540");
        assertThatThrownBy(() -> b.concat(0, x, w)).hasMessageContaining("differ on axis 0 only");
        assertThatThrownBy(() -> b.transpose(x, 0, 0)).hasMessageContaining("a permutation of the axes [0, 1]");
        assertThatThrownBy(() -> b.where(x, x, x)).hasMessageContaining("bool condition");
        assertThatThrownBy(() -> b.input("x", ValueType.f32(1))).hasMessageContaining("'x' is taken");
        assertThatThrownBy(() -> b.max(b.input("none", ValueType.f32(0, 2)), 0))
                .hasMessageContaining("at least one element");
    }

    @Test
    void aValueOfAnotherGraphIsRefused() {
        Value other = new GraphBuilder().input("x", ValueType.f32(1));
        assertThatThrownBy(() -> b.exp(other)).hasMessageContaining("not made by this builder");
        b.input("x", ValueType.f32(1));
        assertThatThrownBy(() -> b.exp(other)).hasMessageContaining("not made by this builder");
    }

    @Test
    void aGraphWithoutOutputIsRefused() {
        b.input("x", ValueType.f32(1));
        assertThatThrownBy(b::build).hasMessageContaining("at least one output");
    }

    @Test
    void aWindowThatDoesNotFitIsRefused() {
        Value x = b.input("x", ValueType.f32(1, 1, 2, 2));
        assertThatThrownBy(() -> b.maxPool2d(x, Window.of(3, 3, 1, 0))).hasMessageContaining("at least as large");
        assertThatThrownBy(() -> Window.of(0, 1, 1, 0)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> new Window(1, 1, 1, 1, -1, 0, 0, 0)).hasMessageContaining("must not be negative");
    }

    @Test
    void channelsThatDoNotFallIntoGroupsAreRefused() {
        Value x = b.input("x", ValueType.f32(1, 4, 5, 5));
        Value kernel = b.parameter("kernel", ValueType.f32(6, 2, 3, 3));
        assertThat(b.conv2d(x, kernel, Window.same(3, 1), 2).shape()).isEqualTo(Shape.of(1, 6, 5, 5));
        assertThatThrownBy(() -> b.conv2d(x, kernel, Window.same(3, 1), 3))
                .hasMessageContaining("kernel [out, channels/3, 3, 3], both channels and out in 3 equal groups");
        assertThatThrownBy(() -> b.conv2d(x, kernel, Window.same(3, 1), 0)).hasMessageContaining("conv2d: expected");
        assertThatThrownBy(() -> b.conv2d(x, kernel, Window.same(3, 1))).hasMessageContaining("[out, channels, 3, 3]");
        assertThatThrownBy(() -> b.conv2dKernelGradient(x, x, Window.same(3, 1), 3))
                .hasMessageContaining("in 3 groups");
    }

    @Test
    void aTransposedConvolutionUndoesTheExtentsOfAConvolution() {
        Value x = b.input("x", ValueType.f32(2, 4, 7, 7));
        Value kernel = b.parameter("kernel", ValueType.f32(4, 3, 3, 3));
        Window halving = Window.same(3, 2);
        assertThat(b.convTranspose2d(x, kernel, halving, 1, 0, 0).shape()).isEqualTo(Shape.of(2, 3, 13, 13));
        assertThat(b.convTranspose2d(x, kernel, halving, 2, 1, 0).shape()).isEqualTo(Shape.of(2, 6, 14, 13));
        assertThatThrownBy(() -> b.convTranspose2d(x, kernel, halving, 1, 2, 0))
                .hasMessageContaining("fewer rows and columns added than the stride");
        assertThatThrownBy(() -> b.convTranspose2d(x, kernel, halving, 3, 0, 0)).hasMessageContaining("in 3 groups");
    }

    @Test
    void indicesAreIntegersAndHaveSomethingToTake() {
        Value x = b.input("x", ValueType.f32(2, 5, 4));
        Value none = b.input("none", ValueType.f32(0, 4));
        Value indices = b.constant(new Tensor(new ValueType(DType.I64, Shape.of(3, 1)), new double[] {0, 1, 2}));
        assertThat(b.gather(x, indices, 1).shape()).isEqualTo(Shape.of(2, 3, 1, 4));
        assertThatThrownBy(() -> b.gather(x, x, 1)).hasMessageContaining("i64 indices, found [f32[2, 5, 4], f32[2,");
        assertThatThrownBy(() -> b.gather(none, indices, 0)).hasMessageContaining("something to take on axis 0");
        assertThatThrownBy(() -> b.gather(x, indices, 3)).hasMessageContaining("an axis from -3 to 2");
    }

    @Test
    void integersAreAddedAndComparedButHaveNoFractions() {
        Value i = b.constant(new Tensor(new ValueType(DType.I64, Shape.of(2)), new double[] {7, -7}));
        assertThat(b.negate(b.add(i, 1)).type()).hasToString("i64[2]");
        assertThat(b.less(i, b.scalar(0, i)).type()).hasToString("bool[2]");
        assertThatThrownBy(() -> b.sin(i)).hasMessage("sin: expected a float, found i64[2]");
        assertThatThrownBy(() -> b.elu(i, 1)).hasMessage("elu: expected a float, found i64[2]");
        assertThatThrownBy(() -> b.abs(b.less(i, i))).hasMessage("abs: expected a number, found bool[2]");
        assertThatThrownBy(() -> b.not(i)).hasMessage("not: expected a bool, found i64[2]");
        assertThat(b.isNaN(b.input("x", ValueType.f32(2))).type()).hasToString("bool[2]");
    }

    @Test
    void aDilatedWindowReachesFurther() {
        Window dilated = Window.of(3, 3, 1, 0).dilated(2, 3);
        assertThat(dilated.outputHeight(9)).isEqualTo(5);
        assertThat(dilated.outputWidth(9)).isEqualTo(3);
        assertThat(dilated).hasToString("kernel 3x3, stride 1x1, dilation 2x3");
        assertThatThrownBy(() -> dilated.dilated(0, 1)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> dilated.dilated(1 << 30, 1)).hasMessageContaining("must stay below");
        Value pixel = b.input("pixel", ValueType.f32(1, 1, 1, 1));
        assertThatThrownBy(() -> b.maxPool2d(pixel, Window.of(2, 2, 1, 1).dilated(2, 2)))
                .hasMessageContaining("an element of f32[1, 1, 1, 1] at each place");
    }

    @Test
    void shapesThatNoBufferHoldsAreRefused() {
        assertThatThrownBy(() -> Shape.of(65536, 65536)).hasMessageContaining("elements");
        assertThatThrownBy(() -> Shape.of(-1)).hasMessageContaining("at least 0");
        assertThat(Shape.of(2, 3, 4).strides()).containsExactly(12, 4, 1);
        assertThat(Shape.of(2).prepend(5).dims()).isEqualTo(List.of(5, 2));
    }
}
