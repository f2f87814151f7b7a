package io.epochline.compute.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BuilderRefusalsTest {

    private final GraphBuilder b = new GraphBuilder();
    private final Value image = b.input("image", ValueType.f32(2, 4, 6, 6));
    private final Value table = b.input("table", ValueType.f32(2, 3));
    private final Value empty = b.input("empty", ValueType.f32(0, 3));

    @Test
    void aFormulaThatDoesNotFitIsToldWithItsText() {
        assertThatThrownBy(() -> b.einsum("ij,jk->ik", table))
                .hasMessage("einsum: expected a formula for 1 operands, such as 'ij,jk->ik', found 'ij,jk->ik'");
        assertThatThrownBy(() -> b.einsum("ijk->i", table))
                .hasMessage("einsum: expected a letter for each axis, found 'ijk->i' for f32[2, 3]");
        assertThatThrownBy(() -> b.einsum("ij,jk->ik", table, table))
                .hasMessage("einsum: expected the same extent wherever 'j' stands, found 'ij,jk->ik': 3 and 2");
        assertThatThrownBy(() -> b.einsum("ii->i", table)).hasMessageContaining("each once, found 'ii->i': 'ii'");
        assertThatThrownBy(() -> b.einsum("ij->k", table)).hasMessageContaining("on the right of the arrow");
        assertThatThrownBy(() -> b.einsum("i,j->->k", table, table)).hasMessageContaining("a formula for 2");
        assertThatThrownBy(() -> b.einsum("i1->i", table)).hasMessageContaining("letters and '...'");
        assertThatThrownBy(() -> b.einsum("...i....->i", table)).hasMessageContaining("einsum: expected");
    }

    @Test
    void matricesMustFitTheAxisThatTheyMap() {
        assertThatThrownBy(() -> b.mapAxis(image, 1, table))
                .hasMessage("map_axis: expected a matrix [4, m] for axis 1 of f32[2, 4, 6, 6], found f32[2, 3]");
        assertThatThrownBy(() -> b.realFourier(table, 2)).hasMessageContaining("an axis from -2 to 1");
        assertThat(b.realFourier(table, 1).real().shape()).isEqualTo(Shape.of(2, 2));
        assertThatThrownBy(() -> b.fourier(table, 1, 2, 2)).hasMessageContaining("one frequency, found 3 and 2 to 1");
        assertThatThrownBy(() -> b.realFourier(empty, 0)).hasMessageContaining("at least one number");
    }

    @Test
    void sizesOfImagesMustBePossible() {
        assertThatThrownBy(() -> b.resizeNearest(table, 2, 2))
                .hasMessageContaining("resize_nearest: expected an image");
        assertThatThrownBy(() -> b.enlarge2d(image, 0, 2)).hasMessageContaining("f32[2, 4, 6, 6] in blocks of 0x2");
        assertThatThrownBy(() -> b.enlarge2d(image, 1 << 30, 1 << 30)).hasMessageContaining("elements");
        assertThatThrownBy(() -> b.resizeBilinear(image, 0, 2, false)).hasMessageContaining("to 0x2");
        assertThatThrownBy(() -> b.adaptiveAveragePool2d(image, 1, -1)).hasMessageContaining("to 1x-1");
        assertThatThrownBy(() -> b.pixelShuffle(image, 3)).hasMessageContaining("channels·3²");
        assertThatThrownBy(() -> b.pixelShuffle(image, 0)).hasMessageContaining("pixel_shuffle");
        assertThatThrownBy(() -> b.pixelUnshuffle(image, 4)).hasMessageContaining("height·4");
        assertThat(b.pixelShuffle(image, 2).shape()).isEqualTo(Shape.of(2, 1, 12, 12));
    }

    @Test
    void fixedMatricesBeyondReasonAreRefused() {
        Value wide = b.input("wide", ValueType.f32(1, 1, 1, 20_000));
        assertThatThrownBy(() -> b.resizeNearest(wide, 1, 19_999))
                .hasMessage("fixed matrix: expected at most 33554432 numbers, found 20000x19999. "
                        + "Maybe smaller sizes serve as well.");
        assertThatThrownBy(() -> b.realFourier(wide, 3)).hasMessageContaining("found 20000x10001");
        assertThatThrownBy(() -> b.resizeBilinear(image, Integer.MAX_VALUE, 2, true))
                .hasMessageContaining("at most");
        assertThatThrownBy(() -> b.pixelShuffle(image, 65536)).hasMessageContaining("pixel_shuffle");
    }

    @Test
    void settingsOfNormalisationsMustFitTheChannels() {
        Value three = b.parameter("three", ValueType.f32(3));
        Value four = b.parameter("four", ValueType.f32(4));
        assertThatThrownBy(() -> b.groupNorm(image, 2, three, three, 1e-5)).hasMessageContaining("[channels] for each");
        assertThatThrownBy(() -> b.groupNorm(image, 3, four, four, 1e-5)).hasMessageContaining("divides 4 channels");
        assertThatThrownBy(() -> b.instanceNorm(three, three, three, 1e-5)).hasMessageContaining("[batch, channels");
        assertThatThrownBy(() -> b.batchNorm(image, b.channelMoments(table), four, four, 1e-5))
                .hasMessageContaining("batch_norm: expected");
        assertThatThrownBy(() -> b.channelMoments(three)).hasMessageContaining("[batch, channels, ...]");
        assertThatThrownBy(() -> b.layerNorm(image, four, four, 1e-5)).hasMessageContaining("of the last axes");
        assertThat(b.layerNorm(table, three, three, 1e-5).shape()).isEqualTo(table.shape());
    }

    @Test
    void ranksAndPartsMustBeWithinTheAxis() {
        assertThatThrownBy(() -> b.largest(table, 4, 1)).hasMessageContaining("0 <= k <= 3 on axis 1");
        assertThatThrownBy(() -> b.smallest(table, -1, 1)).hasMessageContaining("0 <= k <= 3");
        assertThatThrownBy(() -> b.split(table, 1, 2, 2)).hasMessageContaining("add up to axis 1 of f32[2, 3]");
        assertThatThrownBy(() -> b.variance(table, 3, 1)).hasMessageContaining("more than 3 elements");
        assertThatThrownBy(() -> b.oneHot(table, 3)).isInstanceOf(TypeException.class);
    }

    @Test
    void anEmptyAxisHasASumAndAProductButNoExtremes() {
        assertThat(b.product(empty, 0).shape()).isEqualTo(Shape.of(3));
        assertThat(b.cumsumBefore(empty, 0).shape()).isEqualTo(empty.shape());
        assertThat(b.einsum("ij,ij->j", empty, empty).shape()).isEqualTo(Shape.of(3));
        assertThat(b.mapAxis(empty, 0, b.input("none", ValueType.f32(0, 2))).shape())
                .isEqualTo(Shape.of(2, 3));
        assertThatThrownBy(() -> b.logSumExp(empty, 0)).hasMessageContaining("at least one element");
        assertThatThrownBy(() -> b.variance(empty, 0, 0)).hasMessageContaining("more than 0 elements");
    }
}
