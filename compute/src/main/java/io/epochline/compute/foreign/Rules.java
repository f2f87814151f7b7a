package io.epochline.compute.foreign;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The operators that can be imported. */
final class Rules {

    private static final Map<String, Rule> ALL = collect();

    private Rules() {}

    /** The rule of an operator, or null. */
    static Rule find(String op) {
        return ALL.get(op);
    }

    static Collection<String> names() {
        return Collections.unmodifiableSet(ALL.keySet());
    }

    private static Map<String, Rule> collect() {
        Map<String, Rule> all = new TreeMap<>();
        Stream.of(
                        ActivationRules.all(),
                        ElementwiseRules.all(),
                        IndexRules.all(),
                        LayoutRules.all(),
                        MatrixRules.all(),
                        NormalizationRules.all(),
                        RecurrentRules.all(),
                        ReductionRules.all(),
                        WindowRules.all())
                .forEach(all::putAll);
        return all;
    }
}
