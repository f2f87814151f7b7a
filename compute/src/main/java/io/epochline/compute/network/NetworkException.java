package io.epochline.compute.network;

import io.epochline.compute.ComputeException;
import io.epochline.compute.Spelling;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An architecture document that cannot be read, or does not fit its input. */
public final class NetworkException extends ComputeException {
    private static final long serialVersionUID = 1L;

    /**
     * One thing that is wrong.
     *
     * @param path the place in the document, such as {@code layers[3].conv.kernel}; empty for the whole
     * @param message what was expected and found
     */
    public record Fault(String path, String message) {
        @Override
        public String toString() {
            return path.isEmpty() ? message : path + ": " + message;
        }
    }

    private final transient List<Fault> faults;

    private NetworkException(String code, String message, List<Fault> faults) {
        super("network_" + code, Category.USER, message);
        this.faults = List.copyOf(faults);
    }

    /** All faults of the document, in its order; never empty. */
    public List<Fault> faults() {
        return faults;
    }

    static NetworkException invalid(String network, List<Fault> faults) {
        if (faults.size() == 1) {
            return new NetworkException("invalid", "model " + network + ": " + faults.get(0), faults);
        }
        String lines = faults.stream().map(fault -> "\n  " + fault).collect(Collectors.joining());
        return new NetworkException(
                "invalid", "model " + network + " has " + faults.size() + " faults:" + lines, faults);
    }

    static NetworkException unknown(String name, Collection<String> known) {
        String hint = Spelling.hint(name, known);
        String message = "unknown model '" + name + "'."
                + (hint.isEmpty() ? " Known: " + String.join(", ", new TreeSet<>(known)) : hint);
        return new NetworkException("unknown_name", message, List.of(new Fault("", message)));
    }

    static NetworkException unreadable(String problem) {
        String message = "the model is not a YAML or JSON document: " + problem;
        return new NetworkException("unreadable", message, List.of(new Fault("", message)));
    }

    static NetworkException misfit(String path, String message) {
        Fault fault = new Fault(path, message);
        return new NetworkException("shape_mismatch", fault.toString(), List.of(fault));
    }

    /** The same misfit, told with the name of the network. */
    NetworkException in(String network) {
        return new NetworkException("shape_mismatch", "model " + network + ": " + getMessage(), faults);
    }
}
