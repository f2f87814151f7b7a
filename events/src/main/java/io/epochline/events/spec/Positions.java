package io.epochline.events.spec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Where each key and list element of a document stands. */
final class Positions {

    private final Map<String, JsonLocation> byPath = new HashMap<>();

    private Positions() {}

    static Positions of(String text, JsonFactory format) throws IOException {
        Positions positions = new Positions();
        try (JsonParser parser = format.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (!token.isStructEnd()) {
                    positions.byPath.putIfAbsent(
                            path(parser.getParsingContext(), token), parser.currentTokenLocation());
                }
            }
        }
        return positions;
    }

    /** {@code :line:column} of the path, or of the nearest thing around it. */
    String at(String path) {
        for (String place = path; ; place = parent(place)) {
            JsonLocation location = byPath.get(place);
            if (location != null) {
                return ":%d:%d".formatted(location.getLineNr(), location.getColumnNr());
            }
            if (place.isEmpty()) {
                return "";
            }
        }
    }

    private static String parent(String path) {
        int cut = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
        return cut < 0 ? "" : path.substring(0, cut);
    }

    private static String path(JsonStreamContext context, JsonToken token) {
        JsonStreamContext here = token.isStructStart() ? context.getParent() : context;
        StringBuilder path = new StringBuilder();
        for (JsonStreamContext step = here; step != null && !step.inRoot(); step = step.getParent()) {
            String name = step.inArray() ? "[" + step.getCurrentIndex() + "]" : step.getCurrentName();
            path.insert(0, path.isEmpty() || path.charAt(0) == '[' ? name : name + ".");
        }
        return path.toString();
    }
}
