package io.epochline.compute.network;

import io.epochline.compute.ir.Value;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code f32[..., features]}: keeps those of the consecutive slices of a vector of features that are to be used. Where
 * all are, x stays as it is, whatever its length.
 *
 * @param sizes the lengths of the slices
 * @param use for each slice whether it is kept
 */
record Features(List<Integer> sizes, List<Boolean> use) implements Layer {
    static Features read(Fields fields) {
        return new Features(fields.extents("sizes"), fields.flags("use"));
    }

    @Override
    public String kind() {
        return "features";
    }

    @Override
    public Value apply(Scope at, Value x) {
        if (sizes.size() != use.size() || !use.contains(true)) {
            String message = "needs a flag for each of the slices %s, one of them true, got %s. Maybe use: %s"
                    .formatted(sizes, use, Collections.nCopies(sizes.size(), true));
            throw NetworkException.misfit(at.path(), message);
        }
        if (!use.contains(false)) {
            return x;
        }
        int total = sizes.stream().mapToInt(size -> size).sum();
        if (x.shape().dim(-1) != total) {
            String message = "slices %s make %d features, got %s".formatted(sizes, total, Scope.example(x));
            throw NetworkException.misfit(at.path(), message + ". Maybe other sizes");
        }
        Value[] kept = IntStream.range(0, sizes.size())
                .filter(use::get)
                .mapToObj(slice -> slice(at, x, slice))
                .toArray(Value[]::new);
        return at.g().concat(-1, kept);
    }

    private Value slice(Scope at, Value x, int slice) {
        int start = sizes.subList(0, slice).stream().mapToInt(size -> size).sum();
        return at.g().slice(x, -1, start, start + sizes.get(slice));
    }
}
