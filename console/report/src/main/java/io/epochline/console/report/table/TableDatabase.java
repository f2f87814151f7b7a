package io.epochline.console.report.table;

import io.epochline.console.report.ReportException;
import io.epochline.console.report.table.Column.Group;
import io.epochline.console.report.table.Column.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** A table in a DuckDB of its own, in memory, under the name {@code runs}. */
public final class TableDatabase implements AutoCloseable {

    private final DuckDBConnection connection;

    private TableDatabase(DuckDBConnection connection) {
        this.connection = connection;
    }

    public static TableDatabase of(RunTable table) {
        TableDatabase database = null;
        try {
            database = new TableDatabase(
                    DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class));
            database.fill(table);
            return database;
        } catch (SQLException e) {
            if (database != null) {
                database.close();
            }
            throw new IllegalStateException("DuckDB does not take the table", e);
        }
    }

    private void fill(RunTable table) throws SQLException {
        String columns = table.columns().stream()
                .map(column -> quoted(column.name()) + " " + column.type().sql())
                .collect(Collectors.joining(", ", "CREATE TABLE runs (", ")"));
        try (Statement create = connection.createStatement()) {
            create.execute(columns);
        }
        try (DuckDBAppender appender = connection.createAppender("main", "runs")) {
            for (int row = 0; row < table.rows(); row++) {
                appender.beginRow();
                for (Column column : table.columns()) {
                    append(appender, column.cells().get(row));
                }
                appender.endRow();
            }
        }
    }

    private static void append(DuckDBAppender appender, Object cell) throws SQLException {
        switch (cell) {
            case null -> appender.appendNull();
            case Boolean truth -> appender.append(truth.booleanValue());
            case Long integer -> appender.append(integer.longValue());
            case Double real -> appender.append(real.doubleValue());
            default -> appender.append(cell.toString());
        }
    }

    /** Writes all of it as Parquet, Zstandard within, replacing the file. */
    public void writeParquet(Path file) {
        try (Statement copy = connection.createStatement()) {
            copy.execute("COPY runs TO '%s' (FORMAT parquet, COMPRESSION zstd)"
                    .formatted(file.toString().replace("'", "''")));
        } catch (SQLException e) {
            throw ReportException.unwritable(file, e);
        }
    }

    /**
     * Answers one statement of SQL, which sees the table and nothing else of the machine: no file, no network.
     *
     * @throws ReportException when it is not valid, or gives no rows
     */
    public RunTable query(String sql) {
        try (Statement seal = connection.createStatement()) {
            seal.execute("SET enable_external_access = false");
            seal.execute("SET lock_configuration = true");
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB cannot be sealed", e);
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (!statement.execute()) {
                throw ReportException.of(
                        "'%s' gives no rows. Ask for some, such as: SELECT status, count(*) FROM runs "
                                + "GROUP BY status",
                        sql);
            }
            try (ResultSet result = statement.getResultSet()) {
                return table(result);
            }
        } catch (SQLException e) {
            throw ReportException.of(
                    "The query cannot be answered: %s%nThe table is called runs; a name with a dot stands in double quotes: "
                            + "\"optimizer.lr\".",
                    e.getMessage().strip());
        }
    }

    private static RunTable table(ResultSet result) throws SQLException {
        ResultSetMetaData about = result.getMetaData();
        List<List<Object>> cells = new ArrayList<>();
        for (int i = 0; i < about.getColumnCount(); i++) {
            cells.add(new ArrayList<>());
        }
        int rows = 0;
        for (; result.next(); rows++) {
            for (int i = 0; i < cells.size(); i++) {
                cells.get(i).add(result.getObject(i + 1));
            }
        }
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            columns.add(column(about.getColumnLabel(i + 1), about.getColumnTypeName(i + 1), cells.get(i)));
        }
        return new RunTable(columns, rows);
    }

    private static Column column(String name, String sqlType, List<Object> found) {
        Type type = type(sqlType, found);
        List<Object> cells = new ArrayList<>(found.size());
        found.forEach(value -> cells.add(value == null ? null : cell(value, type)));
        return new Column(name, Group.RESULT, type, cells);
    }

    /** A sum of integers is a HUGEINT, which mostly has room in 64 bits. */
    private static Type type(String sqlType, List<Object> found) {
        String name = sqlType.replaceAll("\\(.*", "");
        return switch (name) {
            case "BOOLEAN" -> Type.BOOLEAN;
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER" -> Type.INTEGER;
            case "HUGEINT", "UBIGINT", "UHUGEINT" ->
                found.stream().allMatch(value -> value == null || new BigInteger(value.toString()).bitLength() < 64)
                        ? Type.INTEGER
                        : Type.TEXT;
            case "FLOAT", "DOUBLE", "DECIMAL" -> Type.REAL;
            default -> Type.TEXT;
        };
    }

    private static Object cell(Object value, Type type) {
        return switch (type) {
            case BOOLEAN -> value;
            case INTEGER -> ((Number) value).longValue();
            case REAL ->
                value instanceof BigDecimal exact
                        ? (Double) exact.doubleValue()
                        : (Double) ((Number) value).doubleValue();
            case TEXT -> value.toString();
        };
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB did not close", e);
        }
    }
}
