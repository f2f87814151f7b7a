package io.epochline.console.cli.campaigns;

import io.epochline.analyzer.campaign.PairedTest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Evidence against another proposer, try by try: both had the same seeds and examples. */
final class Contest {

    private Contest() {}

    static String text(List<Try> tries) {
        return against(Strategy.LIST, tries) + "\n" + against(Strategy.CHANCE, tries) + "\n";
    }

    private static String against(Strategy other, List<Try> tries) {
        double[] ahead = tries.stream()
                .filter(done -> done.strategy() == Strategy.EVIDENCE)
                .flatMap(ours -> counterpart(ours, other, tries).stream()
                        .map(theirs -> ours.judgement().improvement()
                                - theirs.judgement().improvement()))
                .mapToDouble(Double::doubleValue)
                .toArray();
        PairedTest test = PairedTest.of(ahead);
        long won = count(ahead, 1);
        long lost = count(ahead, -1);
        return """
                - Evidence against %s: %d won, %d lost, %d even of %d tries; ahead by %s points of improvement in the mean (95 %% interval
                  %s to %s, p %s): **%s**.
                """.formatted(
                name(other),
                won,
                lost,
                ahead.length - won - lost,
                ahead.length,
                points(test.mean()),
                points(test.low()),
                points(test.high()),
                CampaignsPage.number(test.p()),
                verdict(test, other)).stripTrailing();
    }

    private static String verdict(PairedTest test, Strategy other) {
        if (test.p() >= 0.05) {
            return "no winner that these tries could tell";
        }
        return name(test.mean() > 0 ? Strategy.EVIDENCE : other) + " won";
    }

    private static String name(Strategy strategy) {
        return switch (strategy) {
            case EVIDENCE -> "evidence";
            case LIST -> "the fixed list";
            case CHANCE -> "chance";
        };
    }

    private static Optional<Try> counterpart(Try ours, Strategy other, List<Try> tries) {
        return tries.stream()
                .filter(theirs -> theirs.strategy() == other
                        && theirs.task().equals(ours.task())
                        && theirs.number() == ours.number())
                .findFirst();
    }

    private static long count(double[] differences, int sign) {
        long matching = 0;
        for (double difference : differences) {
            matching += Math.signum(difference) == sign ? 1 : 0;
        }
        return matching;
    }

    private static String points(double share) {
        return String.format(Locale.ROOT, "%+.1f", 100 * share);
    }
}
