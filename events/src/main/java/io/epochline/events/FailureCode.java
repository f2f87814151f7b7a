package io.epochline.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What kind of thing went wrong, whose fault it is, and whether trying again may help. */
public enum FailureCode {
    INVALID_JOB(Category.USER, false),
    INVALID_MODEL(Category.USER, false),
    INVALID_LOSS(Category.USER, false),
    INVALID_DATA(Category.USER, false),
    SHAPE_MISMATCH(Category.USER, false),
    NOT_FOUND(Category.USER, false),
    DIVERGED(Category.USER, false),
    PROGRAM_FAILED(Category.USER, false),
    TIME_LIMIT(Category.USER, false),
    OUT_OF_MEMORY(Category.RESOURCE, true),
    STORE_UNAVAILABLE(Category.RESOURCE, true),
    DELIVERIES_EXHAUSTED(Category.RESOURCE, false),
    INTERNAL(Category.INTERNAL, true);

    /** Whose fault it is. */
    public enum Category {
        USER,
        INTERNAL,
        RESOURCE
    }

    private final Category category;
    private final boolean retryable;

    FailureCode(Category category, boolean retryable) {
        this.category = category;
        this.retryable = retryable;
    }

    /** As it stands in JSON, such as {@code invalid_job}. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Category category() {
        return category;
    }

    public boolean retryable() {
        return retryable;
    }
}
