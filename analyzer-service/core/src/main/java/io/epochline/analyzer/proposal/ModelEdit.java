package io.epochline.analyzer.proposal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.compute.ir.Shape;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

/** Mutations of an architecture. Each gives other layers, or the same where it has nothing to change. */
enum ModelEdit {
    /** Half as many units and filters, but for the prediction's. */
    NARROWER {
        @Override
        ArrayNode layers(Architecture now, RandomGenerator random) {
            return scaled(now, 0.5);
        }
    },
    /** Twice as many. */
    WIDER {
        @Override
        ArrayNode layers(Architecture now, RandomGenerator random) {
            return scaled(now, 2);
        }
    },
    /** A residual block before the prediction, or after the last map; it begins as the identity. */
    DEEPER {
        @Override
        ArrayNode layers(Architecture now, RandomGenerator random) {
            ArrayNode layers = now.layers().deepCopy();
            int map = lastMap(now);
            int vector = now.head();
            boolean atMap = map >= 0 && (vector < 0 || now.before(vector).rank() != 1 || random.nextBoolean());
            if (atMap) {
                insert(
                        layers,
                        map + 1,
                        block("conv", "filters", now.outputs().get(map).dim(0)));
            } else if (vector >= 0 && now.before(vector).rank() == 1) {
                insert(
                        layers,
                        vector,
                        block("dense", "units", now.before(vector).dim(0)));
            }
            return layers;
        }
    },
    /** Without the last hidden layer, and its activation, that leaves fewer parameters when it is gone. */
    SHALLOWER {
        @Override
        ArrayNode layers(Architecture now, RandomGenerator random) {
            for (int i = now.head() - 1; i >= 0; i--) {
                JsonNode layer = now.layers().get(i);
                if (Architecture.width(layer) != null || layer.has("residual")) {
                    ArrayNode layers = now.layers().deepCopy();
                    layers.remove(i);
                    while (i < layers.size() && isTrailing(layers.get(i))) {
                        layers.remove(i);
                    }
                    if (now.parameters(layers) < now.parameters(now.layers())) {
                        return layers;
                    }
                }
            }
            return now.layers();
        }
    },
    /** Dropout before the prediction, or more of it where there is some. */
    DROPOUT {
        @Override
        ArrayNode layers(Architecture now, RandomGenerator random) {
            ArrayNode layers = now.layers().deepCopy();
            double rate = random.nextBoolean() ? 0.2 : 0.3;
            if (layers.findValue("dropout") != null) {
                dropouts(layers, old -> Math.min(0.6, old + rate));
            } else if (now.head() > 0) {
                insert(layers, now.head(), JSON.objectNode().put("dropout", rate));
            }
            return layers;
        }
    },
    /** A quarter of the dropout. */
    LESS_DROPOUT {
        @Override
        ArrayNode layers(Architecture now, RandomGenerator random) {
            ArrayNode layers = now.layers().deepCopy();
            dropouts(layers, old -> Math.round(25 * old) / 100.0);
            return layers;
        }
    },
    /** Group norm after convolutions and layer norm after dense layers, where nothing is normalised yet. */
    NORMALISED {
        @Override
        ArrayNode layers(Architecture now, RandomGenerator random) {
            if (now.layers().toString().contains("_norm\"")) {
                return now.layers();
            }
            ArrayNode layers = JSON.arrayNode();
            for (int i = 0; i < now.layers().size(); i++) {
                JsonNode layer = now.layers().get(i);
                layers.add(layer);
                if (i != now.head() && Architecture.width(layer) != null) {
                    layers.add(norm(now.outputs().get(i)));
                }
            }
            return layers;
        }
    },
    /** Channel gates after the last map. */
    SQUEEZE_EXCITE {
        @Override
        ArrayNode layers(Architecture now, RandomGenerator random) {
            return afterLastMap(now, JSON.objectNode().put("squeeze_excite", 4));
        }
    },
    /** Channels that weigh each other after the last map. */
    CHANNEL_ATTENTION {
        @Override
        ArrayNode layers(Architecture now, RandomGenerator random) {
            return afterLastMap(now, JSON.objectNode().set("channel_attention", JSON.objectNode()));
        }
    },
    /** A way around each hidden layer, with its norm and activation. */
    RESIDUAL {
        @Override
        ArrayNode layers(Architecture now, RandomGenerator random) {
            ArrayNode layers = JSON.arrayNode();
            for (int i = 0; i < now.layers().size(); i++) {
                JsonNode layer = now.layers().get(i);
                if (i == 0 || i == now.head() || Architecture.width(layer) == null) {
                    layers.add(layer);
                    continue;
                }
                ArrayNode inner = JSON.arrayNode().add(layer);
                while (i + 1 < now.layers().size() && isTrailing(now.layers().get(i + 1))) {
                    inner.add(now.layers().get(++i));
                }
                layers.addObject().set("residual", inner);
            }
            return layers;
        }
    },
    /** GELU or SiLU for ReLU: a gradient where ReLU has none. */
    SMOOTH_ACTIVATION {
        @Override
        ArrayNode layers(Architecture now, RandomGenerator random) {
            String smooth = random.nextBoolean() ? "gelu" : "silu";
            ArrayNode layers = now.layers().deepCopy();
            layers.findParents("activation").forEach(parent -> {
                if (parent.get("activation").asText().equals("relu")) {
                    ((ObjectNode) parent).put("activation", smooth);
                }
            });
            return layers;
        }
    };

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int GROUPS = 4;

    abstract ArrayNode layers(Architecture now, RandomGenerator random);

    /** Widths stay multiples of the groups of a group norm. */
    private static ArrayNode scaled(Architecture now, double factor) {
        ArrayNode layers = now.layers().deepCopy();
        for (int i = 0; i < layers.size(); i++) {
            if (i != now.head()) {
                eachWidth(layers.get(i), settings -> {
                    String key = settings.has("units") ? "units" : "filters";
                    int width = (int) (settings.get(key).intValue() * factor);
                    settings.put(key, Math.max(GROUPS, width / GROUPS * GROUPS));
                });
            }
        }
        return layers;
    }

    private static void eachWidth(JsonNode node, Consumer<ObjectNode> change) {
        ObjectNode settings = Architecture.width(node);
        if (settings != null) {
            change.accept(settings);
        } else {
            node.forEach(child -> eachWidth(child, change));
        }
    }

    private static int lastMap(Architecture now) {
        for (int i = Math.max(now.head(), 0) - 1; i >= 0; i--) {
            if (now.outputs().get(i).rank() == 3) {
                return i;
            }
        }
        return -1;
    }

    private static ArrayNode afterLastMap(Architecture now, JsonNode layer) {
        ArrayNode layers = now.layers().deepCopy();
        int map = lastMap(now);
        if (map >= 0) {
            insert(layers, map + 1, layer);
        }
        return layers;
    }

    private static void insert(ArrayNode layers, int at, JsonNode layer) {
        layers.insert(at, layer);
    }

    private static JsonNode block(String kind, String key, int width) {
        ArrayNode inner = JSON.arrayNode();
        inner.addObject().putObject(kind).put(key, width);
        inner.addObject().put("activation", "relu");
        inner.addObject().putObject(kind).put(key, width).put("init", "zeros");
        return JSON.objectNode().set("residual", inner);
    }

    private static JsonNode norm(Shape output) {
        boolean groups = output.rank() == 3 && output.dim(0) % GROUPS == 0;
        return groups ? JSON.objectNode().put("group_norm", GROUPS) : JSON.textNode("layer_norm");
    }

    private static boolean isTrailing(JsonNode layer) {
        return Architecture.isActivation(layer)
                || layer.has("dropout")
                || layer.toString().contains("_norm\"");
    }

    private static void dropouts(ArrayNode layers, DoubleUnaryOperator change) {
        layers.findParents("dropout").forEach(parent -> {
            JsonNode now = parent.get("dropout");
            double rate = now.isObject() ? now.path("rate").asDouble() : now.asDouble();
            ((ObjectNode) parent).put("dropout", change.applyAsDouble(rate));
        });
    }
}
