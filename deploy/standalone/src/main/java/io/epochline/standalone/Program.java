package io.epochline.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * What the supervisor keeps running: the server or a service, reduced to what starting, checking and stopping need.
 *
 * @param code the file it runs from; a process older than it is outdated
 * @param ports name of the setting that changes it, by port
 * @param ready whether the process of this pid serves
 */
record Program(
        String name,
        Path code,
        List<String> command,
        Map<String, String> environment,
        Map<Integer, String> ports,
        LongPredicate ready) {

    /**
     * The command in a shell that makes it deaf to the terminal: Ctrl-C and the end of a terminal reach a whole process
     * group, and these processes end by {@code down} alone.
     */
    List<String> detached() {
        List<String> detached = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
        detached.addAll(command);
        return detached;
    }

    /** Changes with the command and the environment. */
    String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(String.join("\0", command).getBytes(StandardCharsets.UTF_8));
            digest.update(new TreeMap<>(environment).toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Why the process that was started for this program cannot stay, if so. */
    Optional<String> faultOf(ProcessRecord record) {
        if (record.live().isEmpty()) {
            return Optional.of("has died since an earlier start");
        }
        if (!record.fingerprint().equals(fingerprint())) {
            return Optional.of("runs with other settings than now asked for");
        }
        if (builtAt() > record.startedAtMillis()) {
            return Optional.of("runs an older build");
        }
        return ready.test(record.pid()) ? Optional.empty() : Optional.of("does not answer");
    }

    private long builtAt() {
        try {
            return Files.getLastModifiedTime(code).toMillis();
        } catch (IOException e) {
            throw StandaloneException.notBuilt(code);
        }
    }
}
