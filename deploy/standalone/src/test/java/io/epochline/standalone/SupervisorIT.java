package io.epochline.standalone;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorIT {
    @TempDir
    private Path folder;

    private final List<Step> steps = new CopyOnWriteArrayList<>();
    private Path jar;
    private Ports ports;
    private int servicePort;

    @BeforeEach
    void choosePorts() throws IOException {
        jar = TestingService.jar(folder);
        ports = new Ports(freePort(), freePort(), 1, 1, 1, 1);
        servicePort = freePort();
    }

    @AfterEach
    void stopWhatIsLeft() {
        supervisor(Map.of()).down(steps::add);
    }

    @Test
    void startsOnceRestartsWhatIsMissingAndStopsItsOwn() throws Exception {
        Supervisor supervisor = supervisor(Map.of());
        ServerAddress address = supervisor.up(steps::add);
        Map<String, Long> first = pids(supervisor);
        assertThat(first.keySet()).containsExactlyInAnyOrder("server", "trainer-1");
        assertThat(supervisor.status())
                .allSatisfy(status -> assertThat(status.state()).isEqualTo(ProcessStatus.State.RUNNING));
        assertThat(Files.readString(folder.resolve("state/logs/trainer-1.log")))
                .contains("server at " + address.s3Endpoint());

        steps.clear();
        assertThat(supervisor(Map.of()).up(steps::add)).isEqualTo(address);
        assertThat(steps).extracting(Step::kind).containsOnly(Step.Kind.ALREADY_RUNNING);
        assertThat(pids(supervisor)).isEqualTo(first);

        kill(first.get("trainer-1"));
        assertThat(supervisor.status())
                .anySatisfy(status -> assertThat(status.state()).isEqualTo(ProcessStatus.State.DEAD));
        supervisor.up(steps::add);
        assertThat(pids(supervisor)).containsEntry("server", first.get("server"));
        assertThat(pids(supervisor).get("trainer-1")).isNotEqualTo(first.get("trainer-1"));

        Process bystander = new ProcessBuilder("sleep", "60").start();
        Map<String, Long> last = pids(supervisor);
        supervisor.down(steps::add);
        assertThat(last.values()).noneMatch(SupervisorIT::isAlive);
        assertThat(bystander.isAlive()).isTrue();
        assertThat(supervisor.status()).isEmpty();
        assertThat(supervisor.address()).isEmpty();
        bystander.destroyForcibly();
    }

    @Test
    void recoversFromAKilledServerAndKeepsTheServices() throws Exception {
        Supervisor supervisor = supervisor(Map.of());
        supervisor.up(steps::add);
        Map<String, Long> first = pids(supervisor);
        kill(first.get("server"));
        assertThat(supervisor.address()).isEmpty();

        steps.clear();
        supervisor.up(steps::add);

        assertThat(steps)
                .contains(new Step(
                        "server",
                        Step.Kind.RECOVERED,
                        "pid " + first.get("server") + " has died since an earlier start"));
        assertThat(pids(supervisor)).containsEntry("trainer-1", first.get("trainer-1"));
        assertThat(supervisor.address()).isPresent();
    }

    @Test
    void replacesAServiceWhoseSettingsChanged() {
        Supervisor before = supervisor(Map.of());
        before.up(steps::add);
        long pid = pids(before).get("trainer-1");

        Supervisor after = supervisor(Map.of("changed", "yes"));
        after.up(steps::add);

        assertThat(pids(after).get("trainer-1")).isNotEqualTo(pid);
        assertThat(isAlive(pid)).isFalse();
    }

    @Test
    void leavesAProcessAloneThatOnlyHasTheSamePid() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "60").start();
        StateFile state =
                new StateFile(Files.createDirectories(folder.resolve("state")).resolve("state.json"));
        long longAgo = System.currentTimeMillis() - 3_600_000;
        state.put(new ProcessRecord("trainer-1", stranger.pid(), longAgo, List.of("java"), List.of(servicePort), ""));

        supervisor(Map.of()).down(steps::add);

        assertThat(steps).containsExactly(new Step("trainer-1", Step.Kind.WAS_GONE, "pid " + stranger.pid()));
        assertThat(stranger.isAlive()).isTrue();
        stranger.destroyForcibly();
    }

    @Test
    void namesPortHolderAndSettingWhenAPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(servicePort, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> supervisor(Map.of()).up(steps::add))
                    .isInstanceOf(StandaloneException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort() + ", wanted for trainer-1")
                    .hasMessageContaining("EPOCHLINE_TRAINER_PORT")
                    .hasMessageContaining(
                            Files.isDirectory(Path.of("/proc/self/fd"))
                                    ? "pid " + ProcessHandle.current().pid()
                                    : "another process");
        }
    }

    @Test
    void tellsWhyAServiceDidNotStart() {
        assertThatThrownBy(() -> supervisor(Map.of("break", "true")).up(steps::add))
                .isInstanceOf(StandaloneException.class)
                .hasMessageContaining("trainer-1 did not start")
                .hasMessageContaining("the configuration is broken");
    }

    @Test
    void startsNothingWhereAServiceIsNotBuilt() throws Exception {
        Files.delete(jar);

        assertThatThrownBy(() -> supervisor(Map.of()).up(steps::add))
                .isInstanceOf(StandaloneException.class)
                .hasMessageContaining("not built")
                .hasMessageContaining(jar.toString());
        assertThat(steps).isEmpty();
        assertThat(supervisor(Map.of()).status()).isEmpty();
    }

    @Test
    void downCallsOffAnUpThatWaits() throws Exception {
        Supervisor supervisor = supervisor(Map.of("never.ready", "true"));
        CompletableFuture<?> up = CompletableFuture.runAsync(() -> supervisor.up(steps::add));
        while (steps.stream().noneMatch(step -> step.process().equals("trainer-1"))) {
            assertThat(up).isNotDone();
            Thread.sleep(20);
        }

        supervisor.down(steps::add);

        assertThat(up).failsWithin(Duration.ofSeconds(1));
        assertThat(supervisor.status()).isEmpty();
    }

    private Supervisor supervisor(Map<String, String> properties) {
        ServiceSpec trainer = new ServiceSpec("trainer-1", jar, servicePort, 32, false, properties);
        return new Supervisor(folder.resolve("state"), ServerCommand.ownCode(), ports, List.of(trainer));
    }

    private static Map<String, Long> pids(Supervisor supervisor) {
        return supervisor.status().stream().collect(toMap(ProcessStatus::name, ProcessStatus::pid));
    }

    private static void kill(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
