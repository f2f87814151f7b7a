package io.epochline.artifacts.documents;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.epochline.artifacts.ArtifactException;
import java.io.IOException;

/** A JSON object of the store that is not the document that it should be. */
public final class DocumentException extends ArtifactException {

    private static final long serialVersionUID = 1L;

    DocumentException(String key, String path, IOException cause) {
        super(
                Kind.INVALID,
                "The document '%s' cannot be read%s: %s. Was it written by a later version, or changed by hand?"
                        .formatted(key, path.isEmpty() ? "" : " at '" + path + "'", reason(cause)),
                cause);
    }

    private static String reason(IOException cause) {
        String message = cause instanceof JsonProcessingException json ? json.getOriginalMessage() : cause.getMessage();
        return message.replaceAll("\\.$", "");
    }
}
