package io.epochline.artifacts.npz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the one form of Python dictionary that NPY headers have; anything else is refused. */
final class NpyDictionary {

    private static final Set<String> KEYS = Set.of("descr", "fortran_order", "shape");

    private final String text;
    private int at;

    NpyDictionary(String text) {
        this.text = text;
    }

    NpyHeader header() {
        Map<String, Object> entries = new LinkedHashMap<>();
        expect('{');
        while (!accept('}')) {
            String key = string();
            expect(':');
            Object value = value(key);
            if (entries.put(key, value) != null) {
                throw fault("'" + key + "' is there twice");
            }
            if (!accept(',')) {
                expect('}');
                break;
            }
        }
        skipBlanks();
        if (at < text.length() || !entries.keySet().equals(KEYS)) {
            throw fault("expected exactly descr, fortran_order and shape, found " + entries.keySet());
        }
        String descr = (String) entries.get("descr");
        return new NpyHeader(dtype(descr), (long[]) entries.get("shape"), descr.charAt(0) == '>', (Boolean)
                entries.get("fortran_order"));
    }

    private Object value(String key) {
        return switch (key) {
            case "descr" -> descr();
            case "fortran_order" -> bool();
            case "shape" -> shape();
            default -> throw fault("'" + key + "' is no entry of an NPY header");
        };
    }

    private String descr() {
        skipBlanks();
        if (at < text.length() && (text.charAt(at) == '[' || text.charAt(at) == '(')) {
            throw NpzException.structured();
        }
        return string();
    }

    /** A descr begins with its byte order: {@code <}, {@code >}, or {@code |} where there is none. */
    private DType dtype(String descr) {
        if (descr.matches("[<>|=]?O.*")) {
            throw NpzException.objects();
        }
        if (!descr.matches("[<>|].*")) {
            throw NpzException.type(descr);
        }
        DType dtype = DType.parse(descr.substring(1));
        if (descr.charAt(0) == '|' && dtype.componentSize() > 1) {
            throw NpzException.type(descr);
        }
        return dtype;
    }

    private boolean bool() {
        skipBlanks();
        for (String word : List.of("True", "False")) {
            if (text.startsWith(word, at)) {
                at += word.length();
                return word.equals("True");
            }
        }
        throw fault("fortran_order must be True or False");
    }

    private long[] shape() {
        List<Long> axes = new ArrayList<>();
        expect('(');
        while (!accept(')')) {
            axes.add(number());
            if (!accept(',')) {
                if (axes.size() == 1) {
                    throw fault("the shape is no tuple");
                }
                expect(')');
                break;
            }
        }
        return axes.stream().mapToLong(Long::longValue).toArray();
    }

    /** Python 2 wrote long numbers with an L behind. */
    private long number() {
        skipBlanks();
        int start = at;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || (at == start && text.charAt(at) == '-'))) {
            at++;
        }
        String digits = text.substring(start, at);
        if (at < text.length() && text.charAt(at) == 'L') {
            at++;
        }
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw fault("the length of an axis is '" + digits + "'");
        }
    }

    private String string() {
        skipBlanks();
        char quote = at < text.length() ? text.charAt(at) : 0;
        int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
        if (end < 0) {
            throw fault("expected a quoted text");
        }
        String value = text.substring(at + 1, end);
        at = end + 1;
        return value;
    }

    private boolean accept(char c) {
        skipBlanks();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (!accept(c)) {
            throw fault("expected '" + c + "'");
        }
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private NpzException fault(String what) {
        return NpzException.header(what + " (character " + at + ")");
    }
}
