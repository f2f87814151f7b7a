package io.epochline.trainer.data;

import io.epochline.events.spec.DataSpec;
import io.epochline.events.spec.SplitSpec;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The columns that a job names beside its examples, each null where it names none.
 *
 * @param group which rows belong together
 * @param strata whose values keep their shares; the class where the job names none and there are classes
 * @param split what the split reads: the time of each row, or its side
 */
record RowColumns(int rows, KeyColumn group, KeyColumn strata, KeyColumn split) {

    /** @param reader gives the column of a name, or throws with the names that there are */
    static RowColumns of(DataSpec spec, int rows, Function<String, KeyColumn> reader) {
        return new RowColumns(
                rows, read(spec.group(), reader), read(spec.strata(), reader), read(splitColumn(spec.split()), reader));
    }

    /** The names of all columns that the job reads so. */
    static Collection<String> names(DataSpec spec) {
        return Stream.of(spec.group(), spec.strata(), splitColumn(spec.split()))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** The same where no strata are named and the examples have classes. */
    RowColumns withClasses(KeyColumn classes) {
        return strata == null ? new RowColumns(rows, group, classes, split) : this;
    }

    RowColumns withSplit(KeyColumn other) {
        return new RowColumns(rows, group, strata, other);
    }

    private static KeyColumn read(String name, Function<String, KeyColumn> reader) {
        return Optional.ofNullable(name).map(reader).orElse(null);
    }

    private static String splitColumn(SplitSpec split) {
        return switch (split) {
            case SplitSpec.Random random -> null;
            case SplitSpec.Stratified stratified -> null;
            case SplitSpec.Group group -> null;
            case SplitSpec.Time time -> time.column();
            case SplitSpec.Given given -> given.column();
        };
    }
}
