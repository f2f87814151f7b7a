package io.epochline.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The one JSON form of Epochline: snake_case names, absent instead of null, numbers that are not finite as the texts
 * {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}, unknown fields ignored, missing primitives refused.
 */
public final class Json {

    public static final ObjectMapper MAPPER = conventions(JsonMapper.builder()).build();

    private Json() {}

    /** The conventions above on a mapper of another format or of another strictness. */
    public static <M extends ObjectMapper, B extends MapperBuilder<M, B>> B conventions(B builder) {
        return builder.addHandler(new DefaultKind.Handler())
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .enable(MapperFeature.USE_BASE_TYPE_AS_DEFAULT_IMPL)
                .disable(MapperFeature.REQUIRE_TYPE_ID_FOR_SUBTYPES)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /** Where in a document a fault lies, such as {@code spec.optimizer.lr}; empty for the document itself. */
    public static String path(JsonMappingException fault) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : fault.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }
}
