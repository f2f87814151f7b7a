package io.epochline.artifacts.log;

import io.epochline.artifacts.curve.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rows of {@code results.txt}, which YOLOv5 and YOLOv7 write without column names: {@code 0/299  11.8G  0.0698  …}. */
final class YoloTable {

    private static final Pattern ROW =
            Pattern.compile("\\s*(\\d+)/(\\d+)\\s+[\\d.]+G((?:\\s+[\\d.e+-]+|\\s+nan){13})\\s*");

    /** After epoch and memory; null for the numbers of labels and of pixels. */
    private static final String[] NAMES = {
        "train_box_loss",
        "train_obj_loss",
        "train_cls_loss",
        "train_loss",
        null,
        null,
        "precision",
        "recall",
        "map_5",
        "map_5_95",
        "val_box_loss",
        "val_obj_loss",
        "val_cls_loss"
    };

    private YoloTable() {}

    /** The row; null where the line is none. */
    static Reading row(Line line) {
        if (!line.beginsWithCount("/")) {
            return null;
        }
        Matcher matcher = ROW.matcher(line.text());
        if (!matcher.matches()) {
            return null;
        }
        String[] cells = matcher.group(3).strip().split("\\s+");
        List<Reading.Value> values = new ArrayList<>();
        for (int i = 0; i < NAMES.length; i++) {
            Double value = Numbers.read(cells[i]);
            if (NAMES[i] != null && value != null) {
                Direction direction = NAMES[i].endsWith("loss") ? Direction.MIN : Direction.MAX;
                values.add(new Reading.Value(NAMES[i], value, direction));
            }
        }
        double epoch = Double.parseDouble(matcher.group(1));
        double last = Double.parseDouble(matcher.group(2));
        return new Reading(epoch, last + 1, Double.NaN, Double.NaN, Double.NaN, false, values);
    }
}
