package io.epochline.console.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.epochline.events.Json;
import java.io.PrintStream;

/**
 * Where a command writes.
 *
 * @param out results
 * @param err messages about what goes wrong
 * @param live whether lines can be rewritten, because a person looks on
 * @param colour whether to colour
 * @param width in columns
 */
public record Terminal(PrintStream out, PrintStream err, boolean live, boolean colour, int width) {

    /** Lines go to standard error, so that standard output holds JSON alone. */
    public Terminal besideJson() {
        return new Terminal(err, err, false, false, width);
    }

    public void line(String text) {
        out.println(text);
    }

    public void line(String format, Object... arguments) {
        out.println(Format.text(format, arguments));
    }

    /** As it is, with whatever ends of lines it has. */
    public void text(String text) {
        out.print(text);
        out.flush();
    }

    /** One JSON document, in several lines for people. */
    public void json(Object document) {
        json(Json.MAPPER.writerWithDefaultPrettyPrinter(), document);
    }

    /** One JSON document in one line, as part of a stream. */
    public void jsonLine(Object document) {
        json(Json.MAPPER.writer(), document);
    }

    private void json(ObjectWriter writer, Object document) {
        try {
            out.println(writer.writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A result that cannot be written as JSON: " + document, e);
        }
    }

    /** Whether the reader has gone, as {@code head} does. */
    public boolean closed() {
        return out.checkError();
    }

    public String styled(Style style, String text) {
        return colour && style != Style.PLAIN ? style.code() + text + Style.RESET : text;
    }
}
