package io.epochline.compute.onnx.read;

import io.epochline.compute.ir.DType;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.onnx.proto.TensorProto;
import io.epochline.compute.onnx.proto.TensorProto.DataType;
import java.util.List;
import java.util.Optional;

/** Checks that a tensor is all there, in a type that can be computed with. */
final class TensorReader {

    private final Limits limits;
    private final List<Fault> faults;

    TensorReader(Limits limits, List<Fault> faults) {
        this.limits = limits;
        this.faults = faults;
    }

    /** The tensor, or nothing and a fault more. */
    Optional<StoredTensor> read(String name, String place, TensorProto tensor) {
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL || tensor.getExternalDataCount() > 0) {
            String advice = "Save the model in one file; torch.onnx.export takes external_data=False";
            return refuse(place, "expected its numbers in the file, found a reference to another file", advice);
        }
        Optional<DType> dtype = dtype(tensor.getDataType());
        if (dtype.isEmpty()) {
            String reason = "expected float32, float64, bool or integers, found " + typeName(tensor.getDataType());
            return refuse(place, reason, "Export the model in float32");
        }
        long elements = elements(tensor.getDimsList());
        if (elements < 0 || elements > limits.elements()) {
            String reason = "expected at most " + limits.elements() + " elements, found dims " + tensor.getDimsList();
            return refuse(place, reason, "Use a smaller model");
        }
        long found = stored(tensor);
        if (found != elements) {
            String reason = "expected " + elements + " numbers for dims " + tensor.getDimsList() + ", found "
                    + (found < 0 ? "a part of one" : found);
            return refuse(place, reason, "Maybe the file was cut short");
        }
        int[] dims = tensor.getDimsList().stream().mapToInt(Long::intValue).toArray();
        return Optional.of(new StoredTensor(name, new ValueType(dtype.get(), Shape.of(dims)), tensor));
    }

    static Optional<DType> dtype(int type) {
        return switch (type) {
            case DataType.FLOAT_VALUE -> Optional.of(DType.F32);
            case DataType.DOUBLE_VALUE -> Optional.of(DType.F64);
            case DataType.BOOL_VALUE -> Optional.of(DType.BOOL);
            case DataType.INT64_VALUE,
                    DataType.INT32_VALUE,
                    DataType.INT16_VALUE,
                    DataType.INT8_VALUE,
                    DataType.UINT16_VALUE,
                    DataType.UINT8_VALUE -> Optional.of(DType.I64);
            default -> Optional.empty();
        };
    }

    static String typeName(int type) {
        DataType known = DataType.forNumber(type);
        return known == null || known == DataType.UNKNOWN
                ? "type " + type
                : known.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The product of the extents; -1 where one is negative or the product is beyond any buffer. */
    private static long elements(List<Long> dims) {
        long elements = 1;
        for (long dim : dims) {
            if (dim < 0 || dim > Integer.MAX_VALUE || elements * dim > Integer.MAX_VALUE) {
                return -1;
            }
            elements *= dim;
        }
        return elements;
    }

    /** How many numbers are there; -1 where the bytes are no whole number of them. */
    private static long stored(TensorProto tensor) {
        int width = width(tensor.getDataType());
        int bytes = tensor.getRawData().size();
        if (bytes > 0) {
            return bytes % width == 0 ? bytes / width : -1;
        }
        return switch (tensor.getDataType()) {
            case DataType.FLOAT_VALUE -> tensor.getFloatDataCount();
            case DataType.DOUBLE_VALUE -> tensor.getDoubleDataCount();
            case DataType.INT64_VALUE -> tensor.getInt64DataCount();
            default -> tensor.getInt32DataCount();
        };
    }

    private static int width(int type) {
        return switch (type) {
            case DataType.DOUBLE_VALUE, DataType.INT64_VALUE -> 8;
            case DataType.FLOAT_VALUE, DataType.INT32_VALUE -> 4;
            case DataType.INT16_VALUE, DataType.UINT16_VALUE -> 2;
            default -> 1;
        };
    }

    private Optional<StoredTensor> refuse(String place, String reason, String advice) {
        faults.add(new Fault(place, reason, advice));
        return Optional.empty();
    }
}
