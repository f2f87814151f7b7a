package io.epochline.artifacts.log;

/** Commas within numbers: {@code 64,000} of somebody who groups thousands, {@code 0,523} of somebody who has no points. */
final class Commas {

    private Commas() {}

    /**
     * Where the number that goes on with a comma at {@code comma} ends; {@code comma} if the comma is none of its own.
     *
     * @param from where its first digit or sign is
     */
    static int end(byte[] line, int from, int comma, int length) {
        int end = comma;
        int groups = 0;
        while (end < length && line[end] == ',') {
            int digits = end + 1;
            while (digits < length && Bytes.isDigit(line[digits])) {
                digits++;
            }
            boolean thousand = digits - end == 4;
            if (!thousand && groups > 0 || digits == end + 1) {
                return comma;
            }
            end = digits;
            groups++;
            if (!thousand) {
                break;
            }
        }
        boolean goesOn =
                end < length && (Bytes.isWord(line[end]) && line[end] != '%' || line[end] == ',' && groups == 1);
        boolean point = groups == 1 && isPoint(line, from, comma, end);
        boolean grouped = leading(line, from, comma) <= 3 && end - comma == 4 * groups;
        return goesOn || !point && !grouped ? comma : end;
    }

    /** Whether its only comma stands for the decimal point: no thousands begin with 0 or have other than three digits. */
    static boolean isPoint(byte[] line, int from, int comma, int end) {
        int first = Bytes.isDigit(line[from]) ? from : from + 1;
        boolean zero = comma == first + 1 && line[first] == '0';
        boolean single = true;
        for (int i = comma + 1; i < end; i++) {
            single &= line[i] != ',';
        }
        return single && (zero || end - comma != 4 && end - comma > 2);
    }

    private static int leading(byte[] line, int from, int comma) {
        return comma - (Bytes.isDigit(line[from]) ? from : from + 1);
    }

    static double parse(byte[] line, int from, int end, boolean point) {
        byte[] plain = new byte[end - from];
        int length = 0;
        for (int i = from; i < end; i++) {
            if (line[i] != ',') {
                plain[length++] = line[i];
            } else if (point) {
                plain[length++] = '.';
            }
        }
        return Numbers.parse(plain, 0, length);
    }
}
