package io.epochline.compute.foreign;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Products. */
final class MatrixRules {

    private MatrixRules() {}

    static Map<String, Rule> all() {
        return Map.of(
                "Einsum", Rule.one(MatrixRules::einsum),
                "Gemm", Rule.one(MatrixRules::gemm),
                "MatMul", Rule.one(MatrixRules::matMul));
    }

    private static Value einsum(Call c) {
        String formula = c.node().text("equation", "");
        return c.b().einsum(formula.replace(" ", ""), c.operands().toArray(Value[]::new));
    }

    /** {@code alpha A B + beta C}, with A and B transposed where asked for. */
    private static Value gemm(Call c) {
        GraphBuilder b = c.b();
        Value left = c.flag("transA", false) ? b.transposeMatrix(c.x()) : c.x();
        Value right = c.flag("transB", false) ? b.transposeMatrix(c.x(1)) : c.x(1);
        Value product = scaled(b, b.matmul(left, right), c.real("alpha", 1));
        return c.has(2) ? b.add(product, scaled(b, c.x(2), c.real("beta", 1))) : product;
    }

    private static Value scaled(GraphBuilder b, Value x, double factor) {
        return factor == 1 ? x : b.multiply(x, factor);
    }

    /** A vector on the left is a row, one on the right a column; the extra axis goes again. */
    private static Value matMul(Call c) {
        GraphBuilder b = c.b();
        boolean row = c.x().rank() == 1;
        boolean column = c.x(1).rank() == 1;
        Value product = b.matmul(row ? b.unsqueeze(c.x(), 0) : c.x(), column ? b.unsqueeze(c.x(1), 1) : c.x(1));
        List<Integer> dims = new ArrayList<>(product.shape().dims());
        if (column) {
            dims.removeLast();
        }
        if (row) {
            dims.remove(dims.size() - (column ? 1 : 2));
        }
        return b.reshape(product, new Shape(dims));
    }
}
