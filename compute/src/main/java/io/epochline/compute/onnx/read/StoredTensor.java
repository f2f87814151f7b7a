package io.epochline.compute.onnx.read;

import io.epochline.compute.ir.DType;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.onnx.proto.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** A tensor of a file, as sound as {@link TensorReader} found it; its numbers are taken out when they are asked for. */
public final class StoredTensor {

    private final String name;
    private final ValueType type;
    private final TensorProto stored;

    StoredTensor(String name, ValueType type, TensorProto stored) {
        this.name = name;
        this.type = type;
        this.stored = stored;
    }

    public String name() {
        return name;
    }

    /** Its type here: integers of any width are i64. */
    public ValueType type() {
        return type;
    }

    /** The numbers of an f32 tensor. */
    public FloatBuffer floats() {
        if (type.dtype() != DType.F32) {
            throw new IllegalStateException(name + " is " + type);
        }
        if (!stored.getRawData().isEmpty()) {
            return raw().asFloatBuffer();
        }
        FloatBuffer floats = FloatBuffer.allocate(stored.getFloatDataCount());
        stored.getFloatDataList().forEach(floats::put);
        return floats.flip();
    }

    /** The numbers in float64. */
    public Tensor tensor() {
        double[] values = new double[type.shape().size()];
        ByteBuffer raw = raw();
        boolean typed = stored.getRawData().isEmpty();
        for (int i = 0; i < values.length; i++) {
            values[i] = typed ? typed(i) : next(raw);
        }
        return new Tensor(type, values);
    }

    private ByteBuffer raw() {
        return stored.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private double typed(int i) {
        return switch (stored.getDataType()) {
            case TensorProto.DataType.FLOAT_VALUE -> stored.getFloatData(i);
            case TensorProto.DataType.DOUBLE_VALUE -> stored.getDoubleData(i);
            case TensorProto.DataType.INT64_VALUE -> stored.getInt64Data(i);
            default -> stored.getInt32Data(i);
        };
    }

    private double next(ByteBuffer raw) {
        return switch (stored.getDataType()) {
            case TensorProto.DataType.FLOAT_VALUE -> raw.getFloat();
            case TensorProto.DataType.DOUBLE_VALUE -> raw.getDouble();
            case TensorProto.DataType.INT64_VALUE -> raw.getLong();
            case TensorProto.DataType.INT32_VALUE -> raw.getInt();
            case TensorProto.DataType.INT16_VALUE -> raw.getShort();
            case TensorProto.DataType.UINT16_VALUE -> Short.toUnsignedInt(raw.getShort());
            case TensorProto.DataType.UINT8_VALUE -> Byte.toUnsignedInt(raw.get());
            case TensorProto.DataType.BOOL_VALUE -> raw.get() == 0 ? 0 : 1;
            default -> raw.get();
        };
    }
}
