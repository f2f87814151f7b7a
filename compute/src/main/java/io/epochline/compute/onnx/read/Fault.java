package io.epochline.compute.onnx.read;

/**
 * One thing about a model that stands in the way.
 *
 * @param place a node by its name and op, or a tensor, such as {@code node '/head/Where' (Where)}
 * @param reason what was expected and found
 * @param advice what to do about it
 */
public record Fault(String place, String reason, String advice) {

    @Override
    public String toString() {
        return place + ": " + reason + ". " + advice + ".";
    }
}
