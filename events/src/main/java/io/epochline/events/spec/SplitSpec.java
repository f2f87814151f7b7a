package io.epochline.events.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.epochline.events.DefaultKind;
import io.epochline.events.Require;

/** Which rows are trained on and which are held out to validate on. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "method")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SplitSpec.Random.class, name = "random"),
    @JsonSubTypes.Type(value = SplitSpec.Stratified.class, name = "stratified"),
    @JsonSubTypes.Type(value = SplitSpec.Group.class, name = "group"),
    @JsonSubTypes.Type(value = SplitSpec.Time.class, name = "time"),
    @JsonSubTypes.Type(value = SplitSpec.Given.class, name = "given")
})
@DefaultKind(SplitSpec.Random.class)
public sealed interface SplitSpec {

    SplitSpec DEFAULT = new Random(null, null);

    /** Of the draw; 0 where nothing is drawn. */
    default Long seed() {
        return 0L;
    }

    /**
     * Any rows.
     *
     * @param validation the fraction held out, in (0, 1)
     */
    record Random(Double validation, Long seed) implements SplitSpec {

        public Random {
            validation = fraction(validation);
            seed = seed == null ? 0L : seed;
        }
    }

    /**
     * The same fraction of each class, or of each value of {@code data.strata}.
     *
     * @param validation the fraction held out, in (0, 1)
     */
    record Stratified(Double validation, Long seed) implements SplitSpec {

        public Stratified {
            validation = fraction(validation);
            seed = seed == null ? 0L : seed;
        }
    }

    /**
     * Whole groups, as {@code data.group} names them: no group has rows on both sides.
     *
     * @param validation about which fraction of the rows is held out, in (0, 1)
     */
    record Group(Double validation, Long seed) implements SplitSpec {

        public Group {
            validation = fraction(validation);
            seed = seed == null ? 0L : seed;
        }
    }

    /**
     * The latest rows.
     *
     * @param column the time of each row, a number or a text that sorts; the order of the rows when absent
     * @param validation the fraction held out, in (0, 1)
     */
    record Time(String column, Double validation) implements SplitSpec {

        public Time {
            validation = fraction(validation);
        }
    }

    /**
     * As someone decided before, either by a column or by two arrays.
     *
     * @param column holds {@code train}, {@code validation} or {@code test} for each row; test rows are left out
     * @param trainRows name of an array of row numbers, from 0; rows in neither array are left out
     * @param validationRows name of the other
     */
    record Given(String column, String trainRows, String validationRows) implements SplitSpec {

        public Given {
            boolean byColumn = column != null && trainRows == null && validationRows == null;
            boolean byArrays = column == null && trainRows != null && validationRows != null;
            Require.that(
                    byColumn || byArrays,
                    "split",
                    "with either column, or both train_rows and validation_rows",
                    "column %s, train_rows %s, validation_rows %s".formatted(column, trainRows, validationRows));
        }
    }

    private static double fraction(Double validation) {
        double found = validation == null ? 0.2 : validation;
        Require.that(found > 0 && found < 1, "split.validation", "in (0, 1)", found);
        return found;
    }
}
