package io.epochline.trainer.data;

import io.epochline.trainer.TrainerException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/**
 * A Parquet file, read by DuckDB as a stream within 512 MiB. The database may open this one file and nothing else, neither
 * on the disk nor on the network.
 */
final class ParquetReader implements TableReader {

    private static final Set<Integer> NUMBERS = Set.of(
            Types.TINYINT,
            Types.SMALLINT,
            Types.INTEGER,
            Types.BIGINT,
            Types.REAL,
            Types.FLOAT,
            Types.DOUBLE,
            Types.DECIMAL,
            Types.NUMERIC);
    private static final Set<String> OTHER_NUMBERS =
            Set.of("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT", "UHUGEINT");

    /** What a column holds. */
    private enum Kind {
        NUMBER,
        BOOLEAN,
        OTHER
    }

    private final String name;
    private final Connection database;
    private final ResultSet rows;
    private final List<String> header = new ArrayList<>();
    private final List<Kind> kinds = new ArrayList<>();
    private int row = -1;

    /** @param name of the file, for messages */
    static ParquetReader open(String name, Path file) {
        Connection database = null;
        try {
            database = DriverManager.getConnection("jdbc:duckdb:", settings());
            return new ParquetReader(name, file, database);
        } catch (SQLException e) {
            close(name, database);
            throw unreadable(name, e);
        }
    }

    private static Properties settings() {
        Properties settings = new Properties();
        settings.put("jdbc_stream_results", "true");
        settings.put("autoinstall_known_extensions", "false");
        settings.put("autoload_known_extensions", "false");
        settings.put("memory_limit", "512MB");
        return settings;
    }

    private ParquetReader(String name, Path file, Connection database) throws SQLException {
        this.name = name;
        this.database = database;
        try (Statement statement = database.createStatement()) {
            statement.execute(
                    "SET allowed_paths = ['%s']".formatted(file.toString().replace("'", "''")));
            statement.execute("SET enable_external_access = false");
            statement.execute("SET lock_configuration = true");
        }
        PreparedStatement query = database.prepareStatement("SELECT * FROM read_parquet(?)");
        query.setString(1, file.toString());
        rows = query.executeQuery();
        ResultSetMetaData columns = rows.getMetaData();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            header.add(columns.getColumnName(column));
            kinds.add(kind(columns.getColumnType(column), columns.getColumnTypeName(column)));
        }
    }

    private static Kind kind(int type, String typeName) {
        if (type == Types.BOOLEAN) {
            return Kind.BOOLEAN;
        }
        return NUMBERS.contains(type) || OTHER_NUMBERS.contains(typeName) ? Kind.NUMBER : Kind.OTHER;
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public boolean next() {
        try {
            row++;
            return rows.next();
        } catch (SQLException e) {
            throw unreadable(name, e);
        }
    }

    @Override
    public double number(int column) {
        try {
            double value =
                    switch (kinds.get(column)) {
                        case NUMBER -> rows.getDouble(column + 1);
                        case BOOLEAN -> rows.getBoolean(column + 1) ? 1 : 0;
                        case OTHER -> Double.NaN;
                    };
            return rows.wasNull() ? Double.NaN : value;
        } catch (SQLException e) {
            throw unreadable(name, e);
        }
    }

    @Override
    public String text(int column) {
        try {
            Object value = rows.getObject(column + 1);
            return value == null ? "" : value.toString();
        } catch (SQLException e) {
            throw unreadable(name, e);
        }
    }

    @Override
    public String place() {
        return "row " + row;
    }

    @Override
    public void close() {
        close(name, database);
    }

    private static void close(String name, Connection database) {
        if (database != null) {
            try {
                database.close();
            } catch (SQLException e) {
                throw unreadable(name, e);
            }
        }
    }

    private static TrainerException unreadable(String name, SQLException fault) {
        String reason = fault.getMessage().lines().findFirst().orElse("");
        return TrainerException.data("'%s' cannot be read as Parquet: %s", name, reason);
    }
}
