package io.epochline.compute.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes a formula of {@link MatrixOps#einsum} as products of matrices. */
final class Einsum {

    /** An operand, and the letter of each of its axes. */
    private record Term(Value value, List<Character> letters) {}

    private static final String ELLIPSIS = "...";

    private final GraphBuilder b;
    private final String formula;
    private final Map<Character, Integer> extents = new LinkedHashMap<>();
    private final List<Term> terms = new ArrayList<>();
    private final List<Character> output;

    Einsum(GraphBuilder b, String formula, List<Value> operands) {
        this.b = b;
        this.formula = formula;
        String[] sides = formula.replace(" ", "").split("->", -1);
        String[] inputs = sides[0].split(",", -1);
        if (sides.length > 2 || inputs.length != operands.size()) {
            throw refused("a formula for " + operands.size() + " operands, such as 'ij,jk->ik'", "");
        }
        int broad = 0;
        for (int i = 0; i < inputs.length; i++) {
            broad = Math.max(broad, hidden(inputs[i], operands.get(i)));
        }
        for (int i = 0; i < inputs.length; i++) {
            List<Character> letters = letters(inputs[i], hidden(inputs[i], operands.get(i)), broad);
            terms.add(term(operands.get(i), letters));
        }
        this.output = sides.length == 2 ? letters(sides[1], broad, broad) : implied(broad);
        if (!extents.keySet().containsAll(output)) {
            throw refused("letters of the operands on the right of the arrow", "");
        }
    }

    Value result() {
        Term product = stretched(terms.get(0));
        for (int i = 1; i < terms.size(); i++) {
            Set<Character> needed = new LinkedHashSet<>(output);
            terms.subList(i + 1, terms.size()).forEach(later -> needed.addAll(later.letters()));
            product = multiply(product, stretched(terms.get(i)), needed);
        }
        Term summed = summed(product, new LinkedHashSet<>(output));
        return ordered(summed, output);
    }

    /** Sums over the letters that both have and nothing needs later. */
    private Term multiply(Term left, Term right, Set<Character> needed) {
        Set<Character> forLeft = new LinkedHashSet<>(needed);
        forLeft.addAll(right.letters());
        Set<Character> forRight = new LinkedHashSet<>(needed);
        forRight.addAll(left.letters());
        Term a = summed(left, forLeft);
        Term c = summed(right, forRight);
        List<Character> shared =
                a.letters().stream().filter(c.letters()::contains).toList();
        List<Character> batch = shared.stream().filter(needed::contains).toList();
        List<Character> folded = minus(shared, batch);
        List<Character> rows = minus(a.letters(), shared);
        List<Character> columns = minus(c.letters(), shared);
        List<Character> made = joined(batch, rows, columns);
        Value product;
        if (folded.isEmpty() || rows.isEmpty() && columns.isEmpty()) {
            // Nothing to gain from a product of matrices that are one number wide.
            Value tall = b.reshape(ordered(a, joined(batch, rows, folded)), size(batch), size(rows), 1, size(folded));
            Value wide =
                    b.reshape(ordered(c, joined(batch, columns, folded)), size(batch), 1, size(columns), size(folded));
            Value products = b.multiply(tall, wide);
            product = folded.isEmpty() ? products : b.sum(products, 3);
        } else {
            Value tall = b.reshape(ordered(a, joined(batch, rows, folded)), size(batch), size(rows), size(folded));
            Value wide =
                    b.reshape(ordered(c, joined(batch, folded, columns)), size(batch), size(folded), size(columns));
            product = b.matmul(tall, wide);
        }
        return new Term(b.reshape(product, shape(made)), made);
    }

    private Term summed(Term term, Set<Character> needed) {
        List<Character> kept = term.letters().stream().filter(needed::contains).toList();
        int[] axes = minus(term.letters(), kept).stream()
                .mapToInt(term.letters()::indexOf)
                .toArray();
        return axes.length == 0 ? term : new Term(b.sum(term.value(), axes), kept);
    }

    private Value ordered(Term term, List<Character> letters) {
        return b.transpose(
                term.value(), letters.stream().mapToInt(term.letters()::indexOf).toArray());
    }

    /** With the axes that {@code ...} stands for at their full extent. */
    private Term stretched(Term term) {
        return new Term(b.broadcastTo(term.value(), shape(term.letters())), term.letters());
    }

    private Term term(Value operand, List<Character> letters) {
        if (letters.size() != operand.rank()) {
            throw refused("a letter for each axis", " for " + operand.type());
        }
        for (int axis = 0; axis < letters.size(); axis++) {
            int extent = operand.shape().dim(axis);
            char letter = letters.get(axis);
            boolean stretches = !isWritten(letter);
            int known = extents.getOrDefault(letter, extent);
            if (known != extent && !(stretches && (known == 1 || extent == 1))) {
                throw refused("the same extent wherever '" + letter + "' stands", ": " + known + " and " + extent);
            }
            extents.put(letter, known == 1 && stretches ? extent : known);
        }
        return new Term(operand, letters);
    }

    /** How many axes {@code ...} stands for. */
    private int hidden(String side, Value operand) {
        int dots = side.indexOf(ELLIPSIS);
        return dots < 0 ? 0 : Math.max(0, operand.rank() - (side.length() - ELLIPSIS.length()));
    }

    /** What {@code ...} stands for gets digits, aligned at the last. */
    private List<Character> letters(String side, int hidden, int broad) {
        String spelled = side;
        if (side.contains(ELLIPSIS)) {
            StringBuilder digits = new StringBuilder();
            for (int i = broad - hidden; i < broad; i++) {
                digits.append((char) ('0' + i));
            }
            spelled = side.replace(ELLIPSIS, digits);
        }
        List<Character> letters = spelled.chars().mapToObj(c -> (char) c).toList();
        boolean fits = side.replace(ELLIPSIS, "").chars().allMatch(c -> isWritten((char) c)) && broad <= 10;
        if (!fits || letters.stream().distinct().count() != letters.size()) {
            throw refused("letters and '...' on each side, each once", ": '" + side + "'");
        }
        return letters;
    }

    private List<Character> implied(int broad) {
        Map<Character, Integer> counts = new TreeMap<>();
        terms.forEach(term -> term.letters().forEach(letter -> counts.merge(letter, 1, Integer::sum)));
        String once = counts.keySet().stream()
                .filter(letter -> isWritten(letter) && counts.get(letter) == 1)
                .map(String::valueOf)
                .collect(Collectors.joining());
        return letters(broad > 0 ? ELLIPSIS + once : once, broad, broad);
    }

    private static boolean isWritten(char letter) {
        return letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z';
    }

    private int size(List<Character> letters) {
        return shape(letters).size();
    }

    private Shape shape(List<Character> letters) {
        return new Shape(letters.stream().map(extents::get).toList());
    }

    private static List<Character> minus(List<Character> letters, List<Character> without) {
        return letters.stream().filter(letter -> !without.contains(letter)).toList();
    }

    @SafeVarargs
    private static List<Character> joined(List<Character>... parts) {
        return Arrays.stream(parts).flatMap(List::stream).toList();
    }

    private TypeException refused(String expected, String detail) {
        return TypeException.of("einsum", expected, "'" + formula + "'" + detail);
    }
}
