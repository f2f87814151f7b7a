package io.epochline.events;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.jsontype.TypeIdResolver;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which kind of a sealed family a document without its name is. Unlike Jackson's {@code defaultImpl}, it leaves a name that
 * nobody knows an error.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface DefaultKind {

    Class<?> value();

    /** Reads such documents. */
    final class Handler extends DeserializationProblemHandler {
        @Override
        public JavaType handleMissingTypeId(
                DeserializationContext context, JavaType family, TypeIdResolver resolver, String fault) {
            DefaultKind kind = family.getRawClass().getAnnotation(DefaultKind.class);
            return kind == null ? null : context.constructType(kind.value());
        }
    }
}
