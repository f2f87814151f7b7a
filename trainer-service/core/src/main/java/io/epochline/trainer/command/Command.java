package io.epochline.trainer.command;

import io.epochline.events.Suggestion;
import io.epochline.events.spec.CommandJob;
import io.epochline.trainer.TrainerException;
import java.nio.file.FileSystems;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;

/**
 * A job, and the program that it asks for.
 *
 * @param env what is set beside the variables that tell a program about its run
 * @param seconds after which the program is ended, or null
 * @param artifacts which files below the working folder are kept
 */
public record Command(
        CommandJob job,
        Program program,
        List<String> argv,
        Map<String, String> env,
        Double seconds,
        List<PathMatcher> artifacts) {

    /** @throws TrainerException when the operator's list does not allow what the job asks for, or this worker lacks it */
    public static Command of(CommandJob job, Programs programs) {
        Program program = programs.get(job.program());
        program.checkPresent();
        List<String> argv = new ArrayList<>();
        argv.add(program.executable().toString());
        argv.addAll(program.args());
        argv.addAll(job.arguments());
        return new Command(
                job,
                program,
                List.copyOf(argv),
                environment(job, program),
                seconds(job, program),
                job.artifacts().stream().map(Command::matcher).toList());
    }

    private static Map<String, String> environment(CommandJob job, Program program) {
        Map<String, String> env = new LinkedHashMap<>();
        // Python holds back what it prints to a pipe, so that metrics would come when all is over.
        env.put("PYTHONUNBUFFERED", "1");
        for (String variable : program.inherit()) {
            String value = System.getenv(variable);
            if (value != null) {
                env.put(variable, value);
            }
        }
        env.putAll(program.env());
        job.environment().forEach((variable, value) -> {
            if (!program.allowEnv().contains(variable)) {
                throw TrainerException.job(
                        "env: '%s' is not among the variables that jobs may set for '%s': %s%s",
                        variable,
                        program.name(),
                        program.allowEnv().isEmpty() ? "there are none" : new TreeSet<>(program.allowEnv()),
                        Suggestion.of(variable, program.allowEnv()));
            }
            env.put(variable, value);
        });
        return env;
    }

    private static Double seconds(CommandJob job, Program program) {
        Double most = program.limits().time();
        if (job.timeLimit() == null || most == null) {
            return job.timeLimit() == null ? most : job.timeLimit();
        }
        if (job.timeLimit() > most) {
            throw TrainerException.job(
                    "time_limit: '%s' may run for at most %s s, found: %s.", program.name(), most, job.timeLimit());
        }
        return job.timeLimit();
    }

    private static PathMatcher matcher(String glob) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException e) {
            throw TrainerException.job("artifacts: '%s' is no glob: %s.", glob, e.getDescription());
        }
    }
}
