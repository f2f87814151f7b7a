package io.epochline.trainer.data;

import java.util.List;

/** A table, read row by row from the first to the last. */
interface TableReader extends AutoCloseable {

    /** The names of the columns. */
    List<String> header();

    /** Goes to the next row, or says that there is none. */
    boolean next();

    /** A cell of this row; NaN where it holds no number. */
    double number(int column);

    /** A cell of this row as it stands there; empty where it holds nothing. */
    String text(int column);

    /** Which row this is, for messages. */
    String place();

    @Override
    void close();
}
