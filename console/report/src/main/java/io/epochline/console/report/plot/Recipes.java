package io.epochline.console.report.plot;

import io.epochline.console.report.ReportException;
import io.epochline.events.Suggestion;
import io.epochline.events.spec.JobFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Recipes, those that have names and those in files. */
public final class Recipes {

    private static final List<String> NAMES = List.of("training", "comparison", "norms", "theta", "curvature");

    private Recipes() {}

    public static List<String> names() {
        return NAMES;
    }

    /** What shows so many runs best. */
    public static String suited(int runs) {
        return runs == 1 ? "training" : "comparison";
    }

    /**
     * The recipe of this name.
     *
     * @throws ReportException when there is none
     */
    public static Recipe named(String name) {
        if (!NAMES.contains(name)) {
            throw ReportException.of(
                    "There is no recipe '%s'%s. Those with names: %s; or give a file.",
                    name, Suggestion.of(name, NAMES), String.join(", ", NAMES));
        }
        return parse(text(name), name);
    }

    /**
     * Reads a recipe strictly.
     *
     * @param name of the file, for messages
     * @throws io.epochline.events.InvalidEventException with {@code name:line:column}, what was expected and what was found
     */
    public static Recipe parse(String yaml, String name) {
        return JobFile.read(yaml, name, Recipe.class);
    }

    private static String text(String name) {
        try (InputStream in = Recipes.class.getResourceAsStream("recipes/" + name + ".yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
