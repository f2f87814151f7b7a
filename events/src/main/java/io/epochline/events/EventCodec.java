package io.epochline.events;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Events as JSON bodies, and the CloudEvents type that says which event a body is. */
public final class EventCodec {

    private static final String TYPE_PREFIX = "io.epochline.";
    private static final String VERSION = ".v1";

    private static final Map<String, Class<? extends Event>> CLASSES = Arrays.stream(
                    Event.class.getPermittedSubclasses())
            .<Class<? extends Event>>map(type -> type.asSubclass(Event.class))
            .collect(Collectors.toMap(EventCodec::type, Function.identity()));

    private EventCodec() {}

    /** Such as {@code io.epochline.RunFinished.v1}. */
    public static String type(Class<? extends Event> event) {
        return TYPE_PREFIX + event.getSimpleName() + VERSION;
    }

    public static byte[] encode(Event event) {
        try {
            return Json.MAPPER.writeValueAsBytes(event);
        } catch (IOException e) {
            throw new IllegalStateException("An event that cannot be written as JSON: " + event, e);
        }
    }

    /**
     * @param type the CloudEvents type, or null when the message has none
     * @param body a JSON document, or null when the message has none
     */
    public static Decoded decode(String type, byte[] body) {
        Class<? extends Event> event = type == null ? null : CLASSES.get(type);
        if (event == null) {
            return new Decoded.Invalid("ce_type must be one of %s, found: %s"
                    .formatted(CLASSES.keySet().stream().sorted().toList(), type));
        }
        if (body == null || body.length == 0) {
            return new Decoded.Invalid("the body of a %s must be a JSON document, found: nothing".formatted(type));
        }
        try {
            Event read = Json.MAPPER.readValue(body, event);
            return read == null
                    ? new Decoded.Invalid("the body of a %s must be a JSON object, found: null".formatted(type))
                    : new Decoded.Valid(read);
        } catch (IOException e) {
            return new Decoded.Invalid("%s: %s".formatted(type, reason(e)));
        }
    }

    private static String reason(IOException fault) {
        String where = fault instanceof JsonMappingException mapping ? Json.path(mapping) : "";
        String what = fault instanceof ValueInstantiationException && fault.getCause() instanceof InvalidEventException
                ? fault.getCause().getMessage()
                : fault instanceof JacksonException jackson ? jackson.getOriginalMessage() : fault.getMessage();
        return where.isEmpty() ? what : "at '%s': %s".formatted(where, what);
    }
}
