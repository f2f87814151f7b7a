package io.epochline.compute.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts source text into tokens. */
final class Lexer {
    private static final Pattern TOKEN = Pattern.compile("(?<space>\\s+)"
            + "|(?<number>(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
            + "|(?<name>[A-Za-z_][A-Za-z0-9_]*)"
            + "|(?<symbol>[-+*/(),=])");

    private Lexer() {}

    static List<Token> tokens(Source source) {
        List<Token> tokens = new ArrayList<>();
        String text = source.text();
        Matcher matcher = TOKEN.matcher(text);
        int position = 0;
        while (position < text.length()) {
            matcher.region(position, text.length());
            if (!matcher.lookingAt()) {
                throw LossException.unexpectedCharacter(source, position);
            }
            Span at = new Span(matcher.start(), matcher.end());
            if (matcher.group("number") != null) {
                tokens.add(new Token(Token.Type.NUMBER, matcher.group(), at));
            } else if (matcher.group("name") != null) {
                tokens.add(new Token(Token.Type.NAME, matcher.group(), at));
            } else if (matcher.group("symbol") != null) {
                tokens.add(new Token(Token.Type.SYMBOL, matcher.group(), at));
            }
            position = matcher.end();
        }
        tokens.add(new Token(Token.Type.END, "", new Span(text.length(), text.length() + 1)));
        return tokens;
    }
}
