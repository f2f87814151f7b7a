package io.epochline.compute.loss;

/** A piece of the source text, from {@code start} to before {@code end}, counted from 0. */
record Span(int start, int end) {
    int column() {
        return start + 1;
    }

    Span to(Span last) {
        return new Span(start, last.end);
    }
}
