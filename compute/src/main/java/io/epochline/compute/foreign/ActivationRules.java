package io.epochline.compute.foreign;

import static java.util.Map.entry;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;
import java.util.Map;

/** What networks put between layers. */
final class ActivationRules {

    private ActivationRules() {}

    static Map<String, Rule> all() {
        return Map.ofEntries(
                entry("Celu", Rule.one(c -> c.b().celu(c.x(), c.real("alpha", 1)))),
                entry("Elu", Rule.one(c -> c.b().elu(c.x(), c.real("alpha", 1)))),
                entry("Gelu", Rule.one(ActivationRules::gelu)),
                entry("HardSigmoid", Rule.one(c -> c.b().hardSigmoid(
                                c.x(), c.real("alpha", 0.2), c.real("beta", 0.5)))),
                entry("HardSwish", Rule.one(c -> c.b().hardSwish(c.x()))),
                entry("LeakyRelu", Rule.one(c -> c.b().leakyRelu(c.x(), c.real("alpha", 0.01)))),
                entry("Mish", Rule.one(c -> c.b().mish(c.x()))),
                entry("PRelu", Rule.one(c -> c.b().prelu(c.x(), c.x(1)))),
                entry("Selu", Rule.one(ActivationRules::selu)),
                entry("Softsign", Rule.one(c -> c.b().softsign(c.x()))),
                entry("Swish", Rule.one(ActivationRules::swish)));
    }

    private static Value gelu(Call c) {
        return c.text("approximate", "none", "none", "tanh").equals("tanh") ? c.b().geluTanh(c.x()) : c.b().gelu(c.x());
    }

    private static Value selu(Call c) {
        GraphBuilder b = c.b();
        double alpha = c.real("alpha", 1.6732632423543772);
        return b.multiply(b.elu(c.x(), alpha), c.real("gamma", 1.0507009873554805));
    }

    private static Value swish(Call c) {
        double alpha = c.real("alpha", 1);
        return c.b().multiply(c.x(), c.b().sigmoid(alpha == 1 ? c.x() : c.b().multiply(c.x(), alpha)));
    }
}
