package io.epochline.console.cli.campaigns;

import io.epochline.console.cli.campaigns.CampaignsBench.Results;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The results as a page. */
public final class CampaignsPage {

    private CampaignsPage() {}

    /** Markdown. */
    public static String of(Results results) {
        return HEAD
                + examples(results.examples())
                + same(results.same())
                + comparison(results.tries())
                + narrow(results.narrow())
                + single("Every campaign", results.tries())
                + single("Every narrow campaign", results.narrow());
    }

    private static final String HEAD = """
            # What campaigns find

            Made by

                ./epochline bench campaigns --report docs/results/campaigns.md

            which plays campaigns in one process, with the state machine, the analyst and the trainer that the services use. Every
            figure is the objective on held-out examples, the same objective for all that are compared, whatever they train on. A
            campaign's improvement is judged by training the job it ended with and the baseline it began with five times
            more, on seeds that the campaign never saw: first parameters, batches and what is held out are drawn anew.
            """;

    private static String examples(List<Try> tries) {
        StringBuilder text = new StringBuilder("""

                ## From a weak baseline

                `docs/examples/campaign-spectral.yaml`, as it stands and with other seeds and other examples. The changes were confirmed
                by the campaign itself, on five fresh seeds each, p after Holm's correction; the last columns are the judgement of all of
                them together.

                | try | confirmed | baseline | in the end | change | p |
                |---:|---|---:|---:|---:|---:|
                """);
        for (Try done : tries) {
            text.append("| %d | %s | %s | %s | %s | %s |%n"
                    .formatted(
                            done.number(),
                            adopted(done.adopted()),
                            number(done.judgement().before()),
                            number(done.judgement().after()),
                            percent(-done.judgement().improvement()),
                            number(done.judgement().p())));
        }
        return text.toString();
    }

    private static String same(List<List<Try.Adopted>> same) {
        long silent = same.stream().filter(List::isEmpty).count();
        return """

                ## Where nothing is better

                Ten proposals that are the baseline with another seed, halved, the best two confirmed on five fresh seeds, over the tasks
                below in turn: **%d of %d campaigns claimed nothing.**%s
                """.formatted(
                        silent,
                        same.size(),
                        silent == same.size()
                                ? ""
                                : " The others claimed: "
                                        + same.stream()
                                                .filter(claims -> !claims.isEmpty())
                                                .map(CampaignsPage::adopted)
                                                .collect(Collectors.joining("; "))
                                        + ".");
    }

    private static String comparison(List<Try> tries) {
        StringBuilder text = new StringBuilder("""

                ## Evidence, a list, and chance

                The same campaigns with three proposers. *By evidence* is the proposer as it is. *Fixed list* proposes the first five
                named losses and the first five named models that fit the task, in the order of the list, whatever the run shows. *At random*
                draws from all that the proposer could propose of any run. Rounds, halving, confirmation and the budget, forty times
                the epochs of the baseline, are the same for all; a campaign that confirms nothing in a round ends before its budget
                does. Tasks and proposer were made with try 0 in view, which is not among these.

                """);
        for (BenchTask task : BenchTask.all()) {
            text.append("- **%s**: %s.%n".formatted(task.name(), task.about()));
        }
        return text.append("\nImprovement of the objective: median of the tries, and the lowest and the highest.\n\n")
                .append(table(tries))
                .toString();
    }

    private static String narrow(List<Try> tries) {
        return """

                With fifteen proposals in a round, those at random hold nearly half of all there are. This was seen in the table above; so
                the same again on other seeds, with at most two losses, two models and two settings in a round:

                """ + table(tries);
    }

    private static String table(List<Try> tries) {
        StringBuilder text = new StringBuilder("| task |");
        for (Strategy strategy : Strategy.values()) {
            text.append(" %s |".formatted(strategy.words()));
        }
        text.append(" best median |\n|---|---:|---:|---:|---|\n");
        for (BenchTask task : BenchTask.all()) {
            text.append(row(task.name(), tries));
        }
        return text.append("\n").append(Contest.text(tries)).toString();
    }

    private static String row(String task, List<Try> tries) {
        StringBuilder row = new StringBuilder("| %s |".formatted(task));
        double highest = Arrays.stream(Strategy.values())
                .mapToDouble(strategy -> median(improvements(task, strategy, tries)))
                .max()
                .orElseThrow();
        for (Strategy strategy : Strategy.values()) {
            double[] values = improvements(task, strategy, tries);
            row.append(" %s (%s to %s) |"
                    .formatted(percent(median(values)), percent(values[0]), percent(values[values.length - 1])));
        }
        String best = Arrays.stream(Strategy.values())
                .filter(strategy -> median(improvements(task, strategy, tries)) == highest)
                .map(Strategy::words)
                .collect(Collectors.joining(", "));
        return row.append(" %s |%n".formatted(highest > 0 ? best : "none")).toString();
    }

    private static double[] improvements(String task, Strategy strategy, List<Try> tries) {
        return tries.stream()
                .filter(done -> done.task().equals(task) && done.strategy() == strategy)
                .mapToDouble(done -> done.judgement().improvement())
                .sorted()
                .toArray();
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String single(String title, List<Try> tries) {
        StringBuilder text = new StringBuilder("""

                ## %s

                | task | proposer | try | confirmed | baseline | in the end | change | runs | epochs |
                |---|---|---:|---|---:|---:|---:|---:|---:|
                """.formatted(title));
        for (Try done : tries) {
            text.append("| %s | %s | %d | %s | %s | %s | %s | %d | %d |%n"
                    .formatted(
                            done.task(),
                            done.strategy().words(),
                            done.number(),
                            adopted(done.adopted()),
                            number(done.judgement().before()),
                            number(done.judgement().after()),
                            percent(-done.judgement().improvement()),
                            done.runs(),
                            done.epochs()));
        }
        return text.toString();
    }

    private static String adopted(List<Try.Adopted> adopted) {
        return adopted.isEmpty()
                ? "nothing"
                : adopted.stream()
                        .map(each ->
                                "%s (%s, p %s)".formatted(each.name(), percent(each.change()), number(each.adjusted())))
                        .collect(Collectors.joining(", then "));
    }

    static String percent(double share) {
        return share == 0 ? "0.0 %" : String.format(Locale.ROOT, "%+.1f %%", 100 * share);
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
