package io.epochline.compute;

import static io.epochline.compute.ir.Shape.of;

import io.epochline.compute.ir.MatrixOps;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import java.util.List;

/** Products of matrices. */
final class MatrixCases {

    private MatrixCases() {}

    static List<OpCase> all() {
        return List.of(
                OpCase.of("matmul", -1, 1, (b, p) -> b.matmul(p.get(0), p.get(1)), of(3, 4), of(4, 2)),
                OpCase.of("matmul by a row", -1, 1, (b, p) -> b.matmul(p.get(0), p.get(1)), of(1, 4), of(4, 1)),
                OpCase.of("matmul of a batch", -1, 1, (b, p) -> b.matmul(p.get(0), p.get(1)), of(2, 3, 4), of(2, 4, 2)),
                OpCase.of("matmul, broadcast", -1, 1, (b, p) -> b.matmul(p.get(0), p.get(1)), of(3, 4), of(2, 4, 2)),
                OpCase.of(
                        "matmul with one matrix", -1, 1, (b, p) -> b.matmul(p.get(0), p.get(1)), of(2, 3, 4), of(4, 2)),
                OpCase.of(
                        "map of the last axis",
                        -1,
                        1,
                        (b, p) -> b.mapAxis(p.get(0), -1, p.get(1)),
                        of(2, 3, 4),
                        of(4, 5)),
                OpCase.of("map of an axis", -1, 1, (b, p) -> b.mapAxis(p.get(0), 1, p.get(1)), of(2, 3, 4), of(3, 2)),
                OpCase.of(
                        "map of the first axis", -1, 1, (b, p) -> b.mapAxis(p.get(0), 0, p.get(1)), of(3, 2), of(3, 1)),
                OpCase.of("map of a line", -1, 1, (b, p) -> b.mapAxis(p.get(0), 0, p.get(1)), of(3), of(3, 2)),
                einsum("bhid,bhjd->bhij", of(2, 2, 3, 2), of(2, 2, 4, 2)),
                einsum("bij,bjk->ki", of(2, 3, 2), of(2, 2, 4)),
                einsum("i,j", of(3), of(2)),
                einsum("bi,bi->b", of(2, 3), of(2, 3)),
                einsum("ij,k->", of(2, 3), of(2)),
                einsum("ij->ji", of(2, 3)),
                einsum("ijk->j", of(2, 3, 2)),
                einsum("...ij,...jk->...ik", of(2, 1, 3, 2), of(3, 2, 4)),
                einsum("ab,bc,cd->ad", of(2, 3), of(3, 2), of(2, 2)),
                OpCase.of(
                        "fourier",
                        -1,
                        1,
                        (b, p) -> {
                            MatrixOps.Spectrum spectrum = b.realFourier(p.get(0), 1);
                            return b.multiply(spectrum.real(), spectrum.imaginary());
                        },
                        of(2, 5, 2)),
                OpCase.of(
                        "fourier, low frequencies of both signs",
                        -1,
                        1,
                        (b, p) -> {
                            MatrixOps.Spectrum spectrum = b.fourier(p.get(0), -1, -1, 2);
                            return b.multiply(spectrum.real(), spectrum.imaginary());
                        },
                        of(2, 5)),
                OpCase.of("power spectrum", -1, 1, (b, p) -> b.powerSpectrum(p.get(0), -1), of(2, 6)));
    }

    private static OpCase einsum(String formula, Shape... operands) {
        return OpCase.of("einsum " + formula, -1, 1, (b, p) -> b.einsum(formula, p.toArray(Value[]::new)), operands);
    }
}
