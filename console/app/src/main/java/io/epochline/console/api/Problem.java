package io.epochline.console.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was wrong with a request, after RFC 9457.
 *
 * @param title the kind of fault, the same for all of its kind
 * @param detail all of it, in words
 * @param expected what should have been there, where that can be said
 * @param found what was there instead
 * @param suggestion what to try
 * @param line in the body, from 1
 * @param column in the body, from 1
 */
public record Problem(
        String title,
        int status,
        String detail,
        String expected,
        String found,
        String suggestion,
        Integer line,
        Integer column) {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final Pattern POSITION = Pattern.compile("^[^:\\s]+:(\\d+):(\\d+): ", Pattern.DOTALL);
    private static final Pattern SUGGESTION =
            Pattern.compile("(?:^|\\. |\\? )((?:Did you mean|Maybe) .*)$", Pattern.DOTALL);
    private static final Pattern CONTRAST =
            Pattern.compile("(?:must be|expected) (.+?),? found:? (.+?)\\.?$", Pattern.DOTALL);

    /** Takes apart what our messages say in one sentence: position, what was expected, what was found, what to try. */
    static Problem of(int status, String title, String message) {
        String text = message;
        Integer line = null;
        Integer column = null;
        Matcher position = POSITION.matcher(text);
        if (position.find()) {
            line = Integer.valueOf(position.group(1));
            column = Integer.valueOf(position.group(2));
            text = text.substring(position.end());
        }
        String suggestion = null;
        Matcher hint = SUGGESTION.matcher(text);
        if (hint.find()) {
            suggestion = hint.group(1);
            text = text.substring(0, hint.start());
        }
        Matcher contrast = CONTRAST.matcher(text);
        boolean contrasted = contrast.find();
        return new Problem(
                title,
                status,
                message,
                contrasted ? contrast.group(1) : null,
                contrasted ? contrast.group(2) : null,
                suggestion,
                line,
                column);
    }
}
