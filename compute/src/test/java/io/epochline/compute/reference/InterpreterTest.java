package io.epochline.compute.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.compute.ir.DType;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InterpreterTest {

    private final GraphBuilder b = new GraphBuilder();

    @Test
    void rowsAreTakenByIndexAndANegativeOneCountsFromTheEnd() {
        Value table = b.input("table", ValueType.f32(3, 2));
        b.output("rows", b.embedding(table, indices(2, -3, -1)));
        Tensor feed = Tensor.of(table.shape(), 10, 11, 20, 21, 30, 31);
        assertThat(Interpreter.run(b.build(), Map.of("table", feed)).get("rows").values())
                .containsExactly(30, 31, 10, 11, 30, 31);
    }

    @Test
    void anIndexOutOfRangeIsTold() {
        Value table = b.input("table", ValueType.f32(3, 2));
        b.output("rows", b.embedding(table, indices(3)));
        Tensor feed = Tensor.of(table.shape(), 10, 11, 20, 21, 30, 31);
        assertThatThrownBy(() -> Interpreter.run(b.build(), Map.of("table", feed)))
                .hasMessage("index: expected -3 to 2, found 3");
    }

    @Test
    void integersAreDividedWithoutFractionAndNotByZero() {
        b.output("quotients", b.divide(indices(7, -7, 9), indices(2, 2, -3)));
        assertThat(Interpreter.run(b.build(), Map.of()).get("quotients").values())
                .containsExactly(3, -3, -3);
        b.output("none", b.divide(indices(1), indices(0)));
        assertThatThrownBy(() -> Interpreter.run(b.build(), Map.of()))
                .hasMessage("divide: expected integers other than 0 to divide by, found 1 / 0");
    }

    @Test
    void aFeedOfAnotherTypeIsRefused() {
        Value x = b.input("x", ValueType.f32(2));
        b.output("y", b.exp(x));
        assertThatThrownBy(() -> Interpreter.run(b.build(), Map.of("x", Tensor.scalar(1))))
                .hasMessage("x: expected f32[2], found f32[]");
        assertThatThrownBy(() -> Interpreter.run(b.build(), Map.of())).hasMessage("x: expected f32[2], found nothing");
    }

    private Value indices(double... values) {
        return b.constant(new Tensor(new ValueType(DType.I64, Shape.of(values.length)), values));
    }
}
