package io.epochline.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.events.FailureCode;
import io.epochline.events.spec.CommandJob;
import io.epochline.events.spec.JobFile;
import io.epochline.trainer.TrainerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class ProgramsTest {

    @TempDir
    Path home;

    private Programs load(String list) throws IOException {
        return Programs.load(Files.writeString(home.resolve("commands.yaml"), list), home.resolve("work"));
    }

    private static CommandJob job(String keys) {
        return (CommandJob) JobFile.read(
                "kind: command\nname: n\nprogram: train\nobjective: {metric: loss, direction: minimize}\n" + keys,
                "job");
    }

    @Test
    void everyDefaultIsFilledIn() throws IOException {
        Program program = load("programs: {train: {executable: sh}}").get("train");

        assertThat(program.executable()).isAbsolute().isExecutable();
        assertThat(program.args()).isEmpty();
        assertThat(program.folder()).isNull();
        assertThat(program.inherit()).containsExactly("PATH", "HOME", "LANG", "LC_ALL", "TZ");
        assertThat(program.allowEnv()).isEmpty();
        assertThat(program.limits()).isEqualTo(new Program.Limits(null, 1.5, 16, 1024, 100));
    }

    @Test
    void pathsAreThoseBesideTheList() throws IOException {
        Program program = load("""
                programs:
                  train:
                    executable: bin/train
                    args: ['{here}/train.py']
                    folder: data
                    env: {WHERE: '{here}'}
                """).get("train");

        assertThat(program.executable()).isEqualTo(home.resolve("bin/train"));
        assertThat(program.args()).containsExactly(home + "/train.py");
        assertThat(program.folder()).isEqualTo(home.resolve("data"));
        assertThat(program.env()).containsEntry("WHERE", home.toString());
    }

    @Test
    void allFaultsOfTheListAreToldAtOnce() {
        assertThatThrownBy(() -> load("""
                programs:
                  'a b': {executable: sh}
                  none: {}
                  env: {executable: sh, env: {EPOCHLINE_X: y}, allow_env: ['A-B']}
                  limits: {executable: sh, limits: {time: 0, grace: -1, log_mib: 0}}
                """))
                .isInstanceOf(TrainerException.class)
                .hasMessageContaining("commands.yaml, cannot be used:")
                .hasMessageContaining("programs.a b: a name has letters")
                .hasMessageContaining("programs.none.executable: expected a path")
                .hasMessageContaining("'EPOCHLINE_X' must be a variable's name")
                .hasMessageContaining("'A-B' must be a variable's name")
                .hasMessageContaining("programs.limits.limits.time: must be above 0, found: 0.0")
                .hasMessageContaining("programs.limits.limits.grace: must be above 0, found: -1.0")
                .hasMessageContaining("programs.limits.limits.log_mib: must be above 0, found: 0");
    }

    @Test
    void aListThatIsNoneIsRefusedWithItsLine() {
        assertThatThrownBy(() -> load("programs:\n  train: {executabel: sh}")).hasMessageContaining("line 2: ");
        assertThatThrownBy(() -> load("programs: {}")).hasMessageContaining("expected 'programs'");
        assertThatThrownBy(() -> load("")).hasMessageContaining("cannot be used");
        assertThatThrownBy(() -> Programs.load(home.resolve("none.yaml"), home))
                .hasMessageContaining("none.yaml, cannot be used:\n  it cannot be read");
    }

    @Test
    void aProgramThatIsNotListedDoesNotRun() throws IOException {
        Programs programs = load("programs: {trian: {executable: sh}}");

        assertThatThrownBy(() -> Command.of(job(""), programs))
                .hasMessage("program: 'train' is not among those that the operator of this worker has listed: [trian]. "
                        + "Did you mean 'trian'?");
        assertThatThrownBy(() -> Command.of(job(""), Programs.NONE)).hasMessageContaining("has listed: there are none");
    }

    @Test
    void aProgramThatIsNotThereIsToldAsSuch() throws IOException {
        Programs missing = load("programs: {train: {executable: ./none}}");
        assertThatThrownBy(() -> Command.of(job(""), missing))
                .hasMessageContaining(
                        "The program 'train' is listed as " + home + "/none, which is not there on this worker.");

        assertThatThrownBy(() -> Command.of(job(""), missing))
                .isInstanceOfSatisfying(
                        TrainerException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.NOT_FOUND));

        Files.createFile(home.resolve("plain"));
        Programs plain = load("programs: {train: {executable: ./plain}}");
        assertThatThrownBy(() -> Command.of(job(""), plain)).hasMessageContaining("cannot be executed");

        Programs adrift = load("programs: {train: {executable: sh, folder: none}}");
        assertThatThrownBy(() -> Command.of(job(""), adrift)).hasMessageContaining("is no folder");
    }

    @Test
    void aJobSetsOnlyWhatTheListAllows() throws IOException {
        Programs programs = load("programs: {train: {executable: sh, allow_env: [SEED], limits: {time: 10}}}");

        assertThat(Command.of(job("env: {SEED: '7'}"), programs).env()).containsEntry("SEED", "7");
        assertThatThrownBy(() -> Command.of(job("env: {LD_PRELOAD: x}"), programs))
                .hasMessage("env: 'LD_PRELOAD' is not among the variables that jobs may set for 'train': [SEED]");
        assertThat(Command.of(job(""), programs).seconds()).isEqualTo(10);
        assertThat(Command.of(job("time_limit: 5"), programs).seconds()).isEqualTo(5);
        assertThatThrownBy(() -> Command.of(job("time_limit: 11"), programs))
                .hasMessage("time_limit: 'train' may run for at most 10.0 s, found: 11.0.");
        assertThatThrownBy(() -> Command.of(job("artifacts: ['[a']"), programs))
                .hasMessageContaining("artifacts: '[a' is no glob");
    }
}
