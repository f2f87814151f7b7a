package io.epochline.artifacts.log;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.epochline.artifacts.log.Meaning.LearningRate;
import io.epochline.artifacts.log.Meaning.Quantity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Takes scalars out of TensorBoard's events, as {@code simple_value} or, since TensorFlow 2, as a tensor of one number.
 * Tags are names as in any log; what is no known quantity is passed over.
 */
final class ScalarEvents {

    private static final int FLOAT = 1;
    private static final int DOUBLE = 2;

    private final Vocabulary vocabulary = new Vocabulary();
    private final RunSplitter runs = new RunSplitter();
    private boolean any;
    private boolean epochs = true;

    /** Reads an event: {@code step = 2; summary = 5 {value = 1}}. */
    void read(CodedInputStream event, long record) throws IOException {
        long step = 0;
        byte[] summary = {};
        for (int tag = event.readTag(); tag != 0; tag = event.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 2 -> step = event.readInt64();
                case 5 -> summary = event.readByteArray();
                default -> event.skipField(tag);
            }
        }
        CodedInputStream values = CodedInputStream.newInstance(summary);
        for (int tag = values.readTag(); tag != 0; tag = values.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == 1) {
                value(CodedInputStream.newInstance(values.readByteArray()), step, record);
            } else {
                values.skipField(tag);
            }
        }
    }

    /** {@code tag = 1; simple_value = 2; tensor = 8}. */
    private void value(CodedInputStream in, long step, long record) throws IOException {
        String name = "";
        double value = Double.NaN;
        boolean found = false;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> name = in.readString();
                case 2 -> {
                    value = shortest(in.readFloat());
                    found = true;
                }
                case 8 -> {
                    Double scalar = scalar(CodedInputStream.newInstance(in.readByteArray()));
                    value = scalar == null ? value : scalar;
                    found |= scalar != null;
                }
                default -> in.skipField(tag);
            }
        }
        if (found) {
            add(name, step, value, record);
        }
    }

    /** {@code dtype = 1; tensor_shape = 2; tensor_content = 4; float_val = 5; double_val = 6}; null if it is no scalar. */
    private static Double scalar(CodedInputStream in) throws IOException {
        int type = 0;
        byte[] content = {};
        Double value = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            boolean packed = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> type = in.readEnum();
                case 4 -> content = in.readByteArray();
                case 5 -> value = packed ? number(FLOAT, in.readByteArray()) : (Double) shortest(in.readFloat());
                case 6 -> value = packed ? number(DOUBLE, in.readByteArray()) : (Double) in.readDouble();
                default -> in.skipField(tag);
            }
        }
        return value == null ? number(type, content) : value;
    }

    private static Double number(int type, byte[] bytes) {
        ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (type == FLOAT && bytes.length == Float.BYTES) {
            return shortest(little.getFloat());
        }
        return type == DOUBLE && bytes.length == Double.BYTES ? (Double) little.getDouble() : null;
    }

    /** 0.1f as 0.1. */
    private static double shortest(float value) {
        return Double.parseDouble(Float.toString(value));
    }

    private void add(String name, long step, double value, long record) {
        Meaning meaning = vocabulary.of(name);
        if (meaning instanceof LearningRate) {
            runs.add(Reading.atStep(step, value, List.of()), record);
        } else if (meaning instanceof Quantity quantity) {
            any = true;
            epochs &= name.startsWith("epoch_");
            Reading.Value told = new Reading.Value(quantity.series(Split.NONE), value, quantity.direction());
            runs.add(Reading.atStep(step, Double.NaN, List.of(told)), record);
        }
    }

    /** Keras counts epochs as steps, and says so in the tags. */
    TrainingLog log() {
        List<LoggedRun> found = runs.finish();
        return TrainingLog.of(
                "tensorboard",
                any && epochs
                        ? found.stream().map(run -> run.countedIn("epoch")).toList()
                        : found,
                runs.warnings());
    }
}
