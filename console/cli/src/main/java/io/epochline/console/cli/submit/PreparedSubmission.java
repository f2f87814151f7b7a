package io.epochline.console.cli.submit;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.DataFiles;
import io.epochline.compute.Spelling;
import io.epochline.console.cli.CliException;
import io.epochline.events.FailureCode;
import io.epochline.events.spec.JobFile;
import io.epochline.events.spec.Submission;
import io.epochline.sampler.SamplerException;
import io.epochline.trainer.TrainerException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A job file that was read and checked in full; nothing has left this machine yet. */
public final class PreparedSubmission {

    private static final String REMOTE = "s3://";

    private final Submission submission;

    private PreparedSubmission(Submission submission) {
        this.submission = submission;
    }

    /**
     * Paths are relative to the folder of the job file.
     *
     * @param store asked for only when the job names a file that lies there
     */
    public static PreparedSubmission read(Path file, Supplier<ArtifactStore> store) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        JobText text = new JobText(file.toString(), text(file));
        Submission submission = DataPaths.replace(
                JobFile.read(text.text(), text.fileName()),
                (key, path) -> isRemote(path) ? path : local(folder, key, path, text));
        boolean[] remote = {false};
        DataPaths.replace(submission, (key, path) -> {
            remote[0] |= isRemote(path);
            return path;
        });
        check(submission, new DataFiles(Path.of("/"), remote[0] ? store.get() : null), text);
        return new PreparedSubmission(submission);
    }

    /** A fault in the job is told with its place in the file. */
    private static void check(Submission submission, DataFiles files, JobText text) {
        try {
            Preflight.check(submission, files);
        } catch (TrainerException e) {
            throw blamed(e, e.code(), text);
        } catch (SamplerException e) {
            throw blamed(e, e.failure().code(), text);
        }
    }

    private static RuntimeException blamed(RuntimeException fault, FailureCode code, JobText text) {
        return code.category() == FailureCode.Category.USER
                ? CliException.badInput(
                        "%s: %s", text.place(JobText.keyOf(code, fault.getMessage())), fault.getMessage())
                : fault;
    }

    public Submission submission() {
        return submission;
    }

    /** Puts local files and folders into the store; returns the same job with what refers to them there. */
    public Submission upload(ArtifactStore store) {
        return DataPaths.replace(
                submission, (key, path) -> isRemote(path) ? path : new Upload(store).of(Path.of(path)));
    }

    private static boolean isRemote(String path) {
        return path.startsWith(REMOTE);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw missing("There is no job file", file, file.toString());
        } catch (MalformedInputException e) {
            throw CliException.badInput("%s is no job file: it must be YAML or JSON in UTF-8.", file);
        } catch (IOException e) {
            throw CliException.badInput("%s cannot be read: %s", file, e);
        }
    }

    private static String local(Path folder, String key, String path, JobText text) {
        Path file = folder.resolve(path).normalize();
        if (!Files.exists(file)) {
            throw missing(text.place(key) + ": There is no " + key + " file", file, path);
        }
        return file.toString();
    }

    private static CliException missing(String what, Path file, String given) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        return CliException.badInput(
                "%s '%s' in %s.%s",
                what, given, folder, Spelling.hint(file.getFileName().toString(), names(folder)));
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
