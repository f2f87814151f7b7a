package io.epochline.compute.loss;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The losses that have names, read from {@code losses.yaml} beside this class, and the blocks that all are made of. */
public final class Losses {
    private Losses() {}

    /** A building block as a reader of the language sees it: {@code huber(pred, target, delta=1)}. */
    public record BlockDescription(String name, String signature, String formula, String purpose) {}

    private static final class Resource {
        static final List<NamedLoss> NAMED = read();

        private static List<NamedLoss> read() {
            YAMLMapper yaml = YAMLMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();
            try (InputStream resource = Losses.class.getResourceAsStream("losses.yaml")) {
                return List.of(yaml.readValue(resource, NamedLoss[].class));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public static List<NamedLoss> named() {
        return Resource.NAMED;
    }

    public static List<String> names() {
        return named().stream().map(NamedLoss::name).toList();
    }

    public static Optional<NamedLoss> find(String name) {
        return named().stream().filter(loss -> loss.name().equals(name)).findFirst();
    }

    public static List<BlockDescription> blocks() {
        return Blocks.ALL.stream()
                .map(block -> new BlockDescription(block.name(), block.signature(), block.formula(), block.purpose()))
                .toList();
    }
}
