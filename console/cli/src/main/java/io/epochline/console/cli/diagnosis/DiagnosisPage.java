package io.epochline.console.cli.diagnosis;

import io.epochline.console.cli.diagnosis.DiagnosisBench.Answer;
import io.epochline.console.cli.diagnosis.DiagnosisBench.Check;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** The results as a page. */
public final class DiagnosisPage {

    private DiagnosisPage() {}

    /**
     * Markdown.
     *
     * @param answers by seed, the seed as it stands in the list first
     */
    public static String of(List<List<Answer>> bySeed) {
        List<Answer> answers = bySeed.getFirst();
        List<Answer> faulty =
                answers.stream().filter(answer -> !answer.healthy()).toList();
        List<Answer> healthy = answers.stream().filter(Answer::healthy).toList();
        StringBuilder page = new StringBuilder("""
                # Planted faults and healthy runs

                Made by

                    ./epochline bench diagnosis --seeds %d --report docs/results/diagnosis.md

                which trains every run of `planted.yaml` (in `console/cli`) with the trainer and has the analyzer answer it as any other
                run. A fault counts as answered where a remedy that was written down beside it is among the first three proposals.
                A healthy run with a symptom above information is a false alarm.

                Bounds and weights were chosen with seeds 0 to 2 in view, and so were the runs themselves: those that are much too large
                or too small were made to show it, and healthy ones healthier. What a gap must come with to be called overfitting was
                mended after the false alarms of seeds 2 to 5. Seeds from 6 on, with other examples and other first parameters, are
                fresh, and the fairer figures:

                """.formatted(bySeed.size()));
        page.append("| seed | faults answered | false alarms | wrong |\n|---:|---:|---:|---|\n");
        for (int seed = 0; seed < bySeed.size(); seed++) {
            page.append(row(seed, bySeed.get(seed)));
        }
        page.append(proposals(
                bySeed.stream().flatMap(List::stream).map(Answer::check).toList()));
        page.append(
                "\n## The first seed\n\n| run | what was done | symptoms | first three proposals | answered |\n|---|---|---|---|---|\n");
        for (Answer answer : faulty) {
            page.append("| `%s` | %s | %s | %s | %s |%n"
                    .formatted(
                            answer.name(),
                            answer.fault(),
                            words(answer.symptoms()),
                            String.join(", ", answer.proposals()),
                            answer.right() ? "yes" : "**no**"));
        }
        page.append("\n| healthy run | best validation loss | symptoms |\n|---|---:|---|\n");
        for (Answer answer : healthy) {
            page.append("| `%s` | %s | %s |%n"
                    .formatted(
                            answer.name(),
                            String.format(Locale.ROOT, "%.4g", answer.valLoss()),
                            words(answer.symptoms())));
        }
        return page.toString();
    }

    private static String proposals(List<Check> checks) {
        int made = checks.stream().mapToInt(Check::made).sum();
        List<String> refused =
                checks.stream().flatMap(check -> check.refused().stream()).toList();
        return """

                ## All proposals

                Of %,d proposals for these %d runs %,d passed a training step on examples of the run's shapes (%s), %d change the same
                as another for the run, and %d of %d runs, asked about again, got the same bytes.%s
                """.formatted(
                        made,
                        checks.size(),
                        made - refused.size(),
                        String.format(Locale.ROOT, "%.1f %%", 100.0 * (made - refused.size()) / made),
                        checks.stream().mapToInt(Check::repeated).sum(),
                        checks.stream().filter(Check::sameAgain).count(),
                        checks.size(),
                        refused.isEmpty() ? "" : " Refused: " + String.join("; ", refused) + ".");
    }

    private static String row(int seed, List<Answer> answers) {
        List<String> wrong = answers.stream()
                .filter(answer -> !answer.right())
                .map(answer -> "`" + answer.name() + "`")
                .toList();
        long faults = count(answers, answer -> !answer.healthy());
        return "| %d | %d of %d | %d of %d | %s |%n"
                .formatted(
                        seed,
                        count(answers, answer -> !answer.healthy() && answer.right()),
                        faults,
                        count(answers, answer -> answer.healthy() && !answer.right()),
                        answers.size() - faults,
                        wrong.isEmpty() ? "none" : String.join(", ", wrong));
    }

    private static String words(List<String> ids) {
        return ids.isEmpty() ? "none" : String.join(", ", ids).replace('_', ' ');
    }

    private static long count(List<Answer> answers, Predicate<Answer> which) {
        return answers.stream().filter(which).count();
    }
}
