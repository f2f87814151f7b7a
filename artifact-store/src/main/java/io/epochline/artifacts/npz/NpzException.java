package io.epochline.artifacts.npz;

import io.epochline.artifacts.ArtifactException;
import java.io.IOException;
import java.util.Collection;

/** An array or archive that is not what it must be, or is more than a reader is willing to hold. */
public final class NpzException extends ArtifactException {

    private static final long serialVersionUID = 1L;

    private NpzException(String message, Throwable cause) {
        super(Kind.INVALID, message, cause);
    }

    static NpzException damaged(String source, String fault) {
        return new NpzException("%s is damaged, or no NPZ archive: %s.".formatted(source, fault), null);
    }

    static NpzException unreadable(String source, IOException cause) {
        return new NpzException("Cannot read %s: %s".formatted(source, cause), cause);
    }

    static NpzException header(String fault) {
        return new NpzException("The array's NPY header is not valid: %s.".formatted(fault), null);
    }

    static NpzException in(String source, String member, NpzException cause) {
        return new NpzException("%s, array '%s': %s".formatted(source, member, cause.getMessage()), cause);
    }

    static NpzException type(String code) {
        return new NpzException(
                ("The element type '%s' is not supported; expected one of b1, i1 to i8, u1 to u8, f2, f4, f8, c8, c16, "
                                + "S<n>, U<n>. Convert it before saving, for example with .astype('float64').")
                        .formatted(code),
                null);
    }

    static NpzException objects() {
        return new NpzException(
                "It holds Python objects, which only Python can read, by running code from the file. "
                        + "Save arrays of numbers or text instead, for example with .astype('float64').",
                null);
    }

    static NpzException structured() {
        return new NpzException(
                "It is a structured array, which is not supported. Save each field as an array of its own.", null);
    }

    static NpzException limit(String what, long found, long limit) {
        return new NpzException("%s: %d, where at most %d is accepted.".formatted(what, found, limit), null);
    }

    static NpzException missing(String source, String member, Collection<String> found) {
        return new NpzException("%s has no array '%s'; it has %s.".formatted(source, member, found), null);
    }

    static NpzException conversion(DType found, String wanted) {
        return new NpzException("The array holds %s, where %s is expected.".formatted(found, wanted), null);
    }

    static NpzException misuse(String message) {
        return new NpzException(message, null);
    }
}
