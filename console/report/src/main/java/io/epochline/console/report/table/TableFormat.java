package io.epochline.console.report.table;

import io.epochline.console.report.ReportException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** The forms in which a table leaves. */
public enum TableFormat {
    CSV("text/csv") {
        @Override
        void writeTo(RunTable table, Path file) throws IOException {
            Files.writeString(file, text(table));
        }

        @Override
        public String text(RunTable table) {
            StringBuilder text = new StringBuilder();
            try {
                TableCsv.write(table, text);
            } catch (IOException e) {
                throw new UncheckedIOException("memory does not fail", e);
            }
            return text.toString();
        }
    },

    PARQUET("application/vnd.apache.parquet") {
        @Override
        void writeTo(RunTable table, Path file) {
            try (TableDatabase database = TableDatabase.of(table)) {
                database.writeParquet(file);
            }
        }

        @Override
        public String text(RunTable table) {
            throw ReportException.of("Parquet is no text.");
        }
    };

    private final String contentType;

    TableFormat(String contentType) {
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }

    /**
     * The format that is named, or else the one that a file's name ends with, or else CSV.
     *
     * @param name may be null
     * @param file may be null
     * @throws ReportException when there is no such format
     */
    public static TableFormat of(String name, Path file) {
        String word = name != null ? name : file != null && file.toString().endsWith(".parquet") ? "parquet" : "csv";
        for (TableFormat format : values()) {
            if (format.name().equals(word.toUpperCase(Locale.ROOT))) {
                return format;
            }
        }
        throw ReportException.of("There is no format '%s'; there are csv and parquet.", name);
    }

    public abstract String text(RunTable table);

    abstract void writeTo(RunTable table, Path file) throws IOException;

    /** Writes the file whole or not at all, replacing what was there. */
    public void write(RunTable table, Path file) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try {
                writeTo(table, part);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw ReportException.unwritable(file, e);
        }
    }

    public byte[] bytes(RunTable table) {
        try {
            Path part = Files.createTempFile("table", null);
            try {
                writeTo(table, part);
                return Files.readAllBytes(part);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw ReportException.unwritable("A temporary file", e);
        }
    }
}
