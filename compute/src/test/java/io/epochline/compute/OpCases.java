package io.epochline.compute;

import java.util.stream.Stream;

/** Every op in the forms that differ. What is checked of them is in the tests that read this list. */
public final class OpCases {

    private OpCases() {}

    public static Stream<OpCase> all() {
        return Stream.of(
                        ElementwiseCases.all(),
                        LayoutCases.all(),
                        MatrixCases.all().stream(),
                        WindowCases.all().stream(),
                        ImageCases.all())
                .flatMap(cases -> cases);
    }
}
