package io.epochline.artifacts.layout;

import io.epochline.events.Require;

/** The keys of data sets, which are named by what they hold: {@code datasets/<sha256>/<file or folder name>}. */
public final class DatasetLayout {

    private DatasetLayout() {}

    public static String file(String sha256, String fileName) {
        Require.that(
                sha256 != null && sha256.matches("[0-9a-f]{64}"), "sha256", "64 lower-case hexadecimal digits", sha256);
        Require.that(
                fileName != null && !fileName.isBlank() && !fileName.contains("/"),
                "file_name",
                "a name without a folder",
                fileName);
        return "datasets/" + sha256 + "/" + fileName;
    }

    /** The prefix of the files of a folder. */
    public static String folder(String sha256, String folderName) {
        return file(sha256, folderName) + "/";
    }
}
