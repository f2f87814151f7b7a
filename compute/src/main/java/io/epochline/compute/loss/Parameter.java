package io.epochline.compute.loss;

/** What a block takes. */
sealed interface Parameter {
    String name();

    /** {@code delta=1}, as a signature shows it. */
    String shown();

    /** A tensor; {@code preset} is used when it is not given, and null where it must be. */
    record Tensor(String name, Term.Input preset) implements Parameter {
        /** That has the name of the input that it is unless another is given. */
        static Tensor of(Term.Input preset) {
            return new Tensor(preset.toString(), preset);
        }

        @Override
        public String shown() {
            return preset == null || preset.toString().equals(name) ? name : name + "=" + preset;
        }
    }

    /** A tensor or a scalar that must be given; the block's result is of the same kind. */
    record Any(String name) implements Parameter {
        @Override
        public String shown() {
            return name;
        }
    }

    /** A number with {@code low <= value <= high}, or {@code low < value < high} where the range is open. */
    record Setting(String name, double preset, double low, double high, boolean open, boolean whole)
            implements Parameter {
        static Setting positive(String name, double preset) {
            return new Setting(name, preset, 0, Double.POSITIVE_INFINITY, true, false);
        }

        static Setting between(String name, double preset, double low, double high) {
            return new Setting(name, preset, low, high, true, false);
        }

        static Setting within(String name, double preset, double low, double high) {
            return new Setting(name, preset, low, high, false, false);
        }

        static Setting atLeast(String name, double preset, double low) {
            return within(name, preset, low, Double.MAX_VALUE);
        }

        static Setting whole(String name, int preset, int low, int high) {
            return new Setting(name, preset, low, high, false, true);
        }

        boolean accepts(double value) {
            boolean inside = open ? value > low && value < high : value >= low && value <= high;
            return inside && (!whole || value == Math.rint(value));
        }

        String range() {
            String kind = whole ? "a whole number " : "";
            if (high >= Double.MAX_VALUE) {
                return kind + (open ? "above " : "at least ") + Numbers.text(low);
            }
            String bounds = Numbers.text(low) + ", " + Numbers.text(high);
            return kind + "in " + (open ? "(" + bounds + ")" : "[" + bounds + "]");
        }

        @Override
        public String shown() {
            return name + "=" + Numbers.text(preset);
        }
    }
}
