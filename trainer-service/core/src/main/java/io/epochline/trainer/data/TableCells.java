package io.epochline.trainer.data;

import io.epochline.compute.Spelling;
import io.epochline.trainer.TrainerException;

/**
 * The cells of a table as they must be; where one is not, the message names its row and column.
 *
 * @param name of the file
 */
record TableCells(String name, TableReader table) {

    int index(String column) {
        int index = table.header().indexOf(column);
        if (index < 0) {
            throw TrainerException.data(
                    "'%s' has no column '%s', it has %s.%s",
                    name, column, String.join(", ", table.header()), Spelling.hint(column, table.header()));
        }
        return index;
    }

    /** Finite as f32, too. */
    double number(int column) {
        double value = table.number(column);
        if (!Double.isFinite((float) value)) {
            throw fault(column, "a finite number, found '%s'".formatted(table.text(column)), "");
        }
        return value;
    }

    /** Not empty. */
    String text(int column) {
        String value = table.text(column);
        if (value.isEmpty()) {
            throw fault(column, "a value, found nothing", "");
        }
        return value;
    }

    void checkRows(int rows) {
        if (rows < 2) {
            throw TrainerException.data("'%s' must have at least 2 rows, found %d.", name, rows);
        }
    }

    /**
     * What is wrong with a cell of this row.
     *
     * @param hint begins with a space, or is empty
     */
    TrainerException fault(int column, String expected, String hint) {
        return TrainerException.data(
                "'%s' %s, column '%s': expected %s.%s",
                name, table.place(), table.header().get(column), expected, hint);
    }
}
