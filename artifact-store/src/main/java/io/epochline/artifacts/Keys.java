package io.epochline.artifacts;

import java.nio.charset.StandardCharsets;

/** What a key may be, so that none can leave its store whatever lies beneath. */
final class Keys {

    private static final int MAX_BYTES = 1024;

    private Keys() {}

    static String check(String key) {
        if (key.isEmpty()) {
            throw ArtifactException.key(key, "is empty");
        }
        checkPrefix(key);
        if (key.endsWith("/")) {
            throw ArtifactException.key(key, "ends with '/'");
        }
        return key;
    }

    /** As {@link #check}, but it may be empty or end with a slash. */
    static String checkPrefix(String prefix) {
        if (prefix.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw ArtifactException.key(prefix.substring(0, 64) + "…", "is longer than " + MAX_BYTES + " bytes");
        }
        if (prefix.startsWith("/")) {
            throw ArtifactException.key(prefix, "begins with '/'");
        }
        prefix.codePoints().forEach(c -> {
            if (c < 0x20
                    || (c >= 0x7f && c < 0xa0)
                    || c == '\\'
                    || (c >= 0xd800 && c < 0xe000)
                    || c == 0xfffe
                    || c == 0xffff) {
                throw ArtifactException.key(prefix, "holds the character U+%04X".formatted(c));
            }
        });
        String segments = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        for (String segment : prefix.isEmpty() ? new String[0] : segments.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw ArtifactException.key(prefix, "has the segment '" + segment + "'");
            }
        }
        return prefix;
    }

    /** As {@link #checkPrefix}, but it names a whole folder: it is empty or ends with a slash. */
    static String checkFolder(String prefix) {
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            throw ArtifactException.key(prefix, "names no folder, which ends with '/'");
        }
        return checkPrefix(prefix);
    }
}
