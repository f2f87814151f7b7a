package io.epochline.trainer;

import io.epochline.compute.runtime.OnnxRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;

/** What computed a run, for provenance. */
public final class Versions {

    private Versions() {}

    /** By what it is of. */
    public static Map<String, String> all() {
        return Map.of(
                "epochline", build("version"),
                "onnxruntime", OnnxRuntime.version(),
                "java", Runtime.version().toString());
    }

    /** Of what listens to other people's programs. */
    static Map<String, String> withoutCompute() {
        return Map.of("epochline", build("version"), "java", Runtime.version().toString());
    }

    /** Of the sources that this was built from, with {@code -dirty} where they were changed; null where Git was not asked. */
    static String gitHash() {
        String hash = build("git_hash");
        return hash.isBlank() ? null : hash;
    }

    private static String build(String key) {
        try (InputStream in = Versions.class.getResourceAsStream("build.properties")) {
            Properties build = new Properties();
            build.load(in);
            return build.getProperty(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
