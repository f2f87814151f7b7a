package io.epochline.console.report.table;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One column of a table.
 *
 * @param cells one for each row, {@link Boolean}, {@link Long}, {@link Double} or {@link String} as the type says; null
 *     where the run has none, which is not the same as a NaN
 */
public record Column(String name, Group group, Type type, List<Object> cells) {

    /** What a column tells of a run. */
    public enum Group {
        /** Which run it is, and how it ended. */
        RUN,
        /** What came of it. */
        RESULT,
        /** What came of it on the validation set, in the job's own measures. */
        METRIC,
        LABEL,
        /** What was asked for. */
        SETTING,
        /** With what it ran, and where. */
        PROVENANCE
    }

    /** What the cells are. */
    public enum Type {
        BOOLEAN("BOOLEAN"),
        INTEGER("BIGINT"),
        REAL("DOUBLE"),
        TEXT("VARCHAR");

        private final String sql;

        Type(String sql) {
            this.sql = sql;
        }

        /** The same type in SQL and Parquet. */
        public String sql() {
            return sql;
        }
    }

    public Column {
        cells = Collections.unmodifiableList(cells);
    }

    /** In how many rows there is something. */
    public long present() {
        return cells.stream().filter(Objects::nonNull).count();
    }

    /** How many different values there are, missing ones aside. */
    public long distinct() {
        return cells.stream().filter(Objects::nonNull).distinct().count();
    }

    /** The lowest value, missing ones and NaN aside. */
    public Optional<Object> lowest() {
        return values().min(Cells.ORDER);
    }

    /** The highest value, missing ones and NaN aside. */
    public Optional<Object> highest() {
        return values().max(Cells.ORDER);
    }

    private Stream<Object> values() {
        return cells.stream().filter(cell -> Cells.kind(cell) == 0);
    }
}
