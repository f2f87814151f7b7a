package io.epochline.standalone;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether a port on loopback is free, and whose it is if not. */
public final class PortHolder {
    private static final String LISTENING = "0A";

    private PortHolder() {}

    /**
     * Refuses a taken port, naming its holder.
     *
     * @param name what the port is wanted for
     * @param howToChange the setting that chooses another port
     */
    public static void requireFree(String name, int port, String howToChange) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (BindException e) {
            throw StandaloneException.portTaken(name, port, describe(port), howToChange);
        } catch (IOException e) {
            throw StandaloneException.failedToStart(name, e.toString(), e);
        }
    }

    private static String describe(int port) {
        OptionalLong pid = find(port);
        if (pid.isEmpty()) {
            return "another process";
        }
        Optional<String> command = ProcessHandle.of(pid.getAsLong())
                .flatMap(process -> process.info().command());
        return "pid " + pid.getAsLong() + command.map(c -> " (" + c + ")").orElse("");
    }

    /** The process that listens on a port, where {@code /proc} tells and the reader may look. */
    static OptionalLong find(int port) {
        Set<String> sockets = Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(table -> listening(Path.of(table), port))
                .map(inode -> "socket:[" + inode + "]")
                .collect(Collectors.toSet());
        return sockets.isEmpty()
                ? OptionalLong.empty()
                : ProcessHandle.allProcesses()
                        .mapToLong(ProcessHandle::pid)
                        .filter(pid -> holds(pid, sockets))
                        .findFirst();
    }

    /** Inodes of the sockets that listen on a port: the tenth column of the kernel's table. */
    private static Stream<String> listening(Path table, int port) {
        String suffix = ":%04X".formatted(port);
        try {
            return Files.readAllLines(table).stream()
                    .map(line -> List.of(line.strip().split("\\s+")))
                    .filter(columns -> columns.size() > 9
                            && columns.get(1).endsWith(suffix)
                            && columns.get(3).equals(LISTENING))
                    .map(columns -> columns.get(9));
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static boolean holds(long pid, Set<String> sockets) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return descriptors.anyMatch(descriptor -> sockets.contains(target(descriptor)));
        } catch (IOException e) {
            return false;
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
