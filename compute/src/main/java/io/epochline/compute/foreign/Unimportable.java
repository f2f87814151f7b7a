package io.epochline.compute.foreign;

/** A node that cannot be written in ops of the graph; it becomes a fault, with the name of the node. */
final class Unimportable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String advice;

    /**
     * @param reason what was expected and found
     * @param advice what to do about it
     */
    Unimportable(String reason, String advice) {
        super(reason, null, false, false);
        this.advice = advice;
    }

    static Unimportable attribute(String name, Object expected, Object found) {
        return new Unimportable(
                "expected " + name + " " + expected + ", found " + found, "Export the model with another setting");
    }

    String advice() {
        return advice;
    }
}
