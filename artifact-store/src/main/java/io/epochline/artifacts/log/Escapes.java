package io.epochline.artifacts.log;

/** Takes the colours and movements that a terminal understands (ECMA-48) out of a line. */
final class Escapes {

    private static final byte ESCAPE = 0x1B;

    private Escapes() {}

    /** Moves what is left to the front of {@code line}; gives its length. */
    static int remove(byte[] line, int length) {
        int first = 0;
        while (first < length && line[first] != ESCAPE) {
            first++;
        }
        int to = first;
        int from = first;
        while (from < length) {
            if (line[from] == ESCAPE) {
                from = end(line, from + 1, length);
            } else {
                line[to++] = line[from++];
            }
        }
        return to;
    }

    private static int end(byte[] line, int from, int length) {
        if (from == length) {
            return from;
        }
        return switch (line[from]) {
            case '[' -> controlEnd(line, from + 1, length);
            case ']' -> commandEnd(line, from + 1, length);
            default -> from + 1;
        };
    }

    /** A letter ends a control sequence. */
    private static int controlEnd(byte[] line, int from, int length) {
        int i = from;
        while (i < length && line[i] >= ' ' && line[i] < '@') {
            i++;
        }
        return Math.min(length, i + 1);
    }

    /** A bell or a string terminator ends a command of the operating system. */
    private static int commandEnd(byte[] line, int from, int length) {
        int i = from;
        while (i < length && line[i] != 0x07 && line[i] != ESCAPE) {
            i++;
        }
        return i < length && line[i] == ESCAPE ? Math.min(length, i + 2) : Math.min(length, i + 1);
    }
}
