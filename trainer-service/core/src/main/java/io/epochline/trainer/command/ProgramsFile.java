package io.epochline.trainer.command;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.epochline.events.Json;
import io.epochline.trainer.TrainerException;
import io.epochline.trainer.command.Program.Limits;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The operator's list as it is written. {@code {here}} in {@code args}, {@code folder} and {@code env} is the folder of the file. */
record ProgramsFile(Map<String, Entry> programs) {

    private static final ObjectMapper MAPPER = Json.conventions(YAMLMapper.builder())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final List<String> INHERITED = List.of("PATH", "HOME", "LANG", "LC_ALL", "TZ");

    /** One program. */
    record Entry(
            String executable,
            List<String> args,
            String folder,
            Map<String, String> env,
            List<String> inherit,
            List<String> allowEnv,
            Limits limits) {

        Entry {
            args = args == null ? List.of() : args;
            env = env == null ? Map.of() : env;
            inherit = inherit == null ? INHERITED : inherit;
            allowEnv = allowEnv == null ? List.of() : allowEnv;
            limits = limits == null ? new Limits(null, null, null, null, null) : limits;
        }
    }

    static Programs read(Path file, Path work) {
        try {
            ProgramsFile list = MAPPER.readValue(Files.readString(file), ProgramsFile.class);
            return list.programs(file, work);
        } catch (JacksonException e) {
            String message = e.getOriginalMessage().lines().findFirst().orElse("");
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw TrainerException.programs(file, List.of("line %d: %s".formatted(line, message)));
        } catch (IOException e) {
            throw TrainerException.programs(file, List.of("it cannot be read: " + e));
        }
    }

    private Programs programs(Path file, Path work) {
        Path here = file.getParent();
        List<String> faults = new ArrayList<>();
        Map<String, Program> listed = new LinkedHashMap<>();
        if (programs == null || programs.isEmpty()) {
            faults.add("expected 'programs', a mapping of names to programs");
        } else {
            programs.forEach((name, entry) -> check(name, entry, faults));
        }
        if (!faults.isEmpty()) {
            throw TrainerException.programs(file, faults);
        }
        programs.forEach((name, entry) -> listed.put(name, program(name, entry, here)));
        return new Programs(work, listed);
    }

    private static void check(String name, Entry entry, List<String> faults) {
        String where = "programs." + name;
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,127}")) {
            faults.add(where + ": a name has letters, digits, '.', '_' and '-'");
        }
        if (entry == null || entry.executable == null || entry.executable.isBlank()) {
            faults.add(where + ".executable: expected a path, or the name of a program on the PATH, found: nothing");
            return;
        }
        Stream.of(entry.env.keySet(), entry.inherit, entry.allowEnv)
                .flatMap(names -> names.stream())
                .filter(variable -> !variable.matches("(?!EPOCHLINE_)[A-Za-z_][A-Za-z0-9_]*"))
                .forEach(variable -> faults.add(where
                        + ": '%s' must be a variable's name of letters, digits and '_', and none of EPOCHLINE_…"
                                .formatted(variable)));
        Limits limits = entry.limits;
        positive(where + ".limits.time", limits.time(), faults);
        positive(where + ".limits.grace", limits.grace(), faults);
        positive(where + ".limits.log_mib", limits.logMib(), faults);
        positive(where + ".limits.artifact_mib", limits.artifactMib(), faults);
        positive(where + ".limits.artifacts", limits.artifacts(), faults);
    }

    private static void positive(String where, Number value, List<String> faults) {
        if (value != null && !(value.doubleValue() > 0 && Double.isFinite(value.doubleValue()))) {
            faults.add("%s: must be above 0, found: %s".formatted(where, value));
        }
    }

    private static Program program(String name, Entry entry, Path here) {
        Map<String, String> env = new LinkedHashMap<>();
        entry.env.forEach((key, value) -> env.put(key, placed(value, here)));
        return new Program(
                name,
                executable(placed(entry.executable, here), here),
                entry.args.stream().map(arg -> placed(arg, here)).toList(),
                entry.folder == null ? null : here.resolve(placed(entry.folder, here)),
                env,
                entry.inherit,
                Set.copyOf(entry.allowEnv),
                entry.limits);
    }

    private static String placed(String text, Path here) {
        return text.replace("{here}", here.toString());
    }

    /** A path, from the file's folder where it is relative; a bare name is looked for on the worker's PATH. */
    private static Path executable(String executable, Path here) {
        if (executable.indexOf('/') >= 0 || executable.indexOf(File.separatorChar) >= 0) {
            return here.resolve(executable).normalize();
        }
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, executable))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(here.resolve(executable));
    }
}
