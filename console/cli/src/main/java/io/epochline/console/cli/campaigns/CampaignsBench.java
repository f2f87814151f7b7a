package io.epochline.console.cli.campaigns;

import io.epochline.analyzer.campaign.Outcome;
import io.epochline.analyzer.proposal.ProposalSource;
import io.epochline.events.Json;
import io.epochline.events.spec.CampaignSpec;
import io.epochline.events.spec.CampaignSpec.Budget;
import io.epochline.events.spec.JobFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Plays the campaigns of the bench, as many at once as there are cores. */
public final class CampaignsBench {

    private static final String EXAMPLE = "campaign-spectral.yaml";

    /** Of a narrow campaign, in a round. */
    static final int PROPOSALS_OF_A_KIND = 2;

    private final Path data;
    private final Consumer<String> progress;

    /**
     * @param data the folder {@code docs/examples}
     * @param progress is told each campaign that is over, from any thread
     */
    public CampaignsBench(Path data, Consumer<String> progress) {
        this.data = data;
        this.progress = progress;
    }

    /**
     * How much is measured.
     *
     * @param examples tries of the example campaign
     * @param same campaigns in which nothing is better
     * @param tries of each task and strategy, from 1: proposer and tasks were made with try 0 in view
     * @param narrow more tries, after those, with few proposals a round
     */
    public record Size(int examples, int same, int tries, int narrow) {

        public static final Size WHOLE = new Size(5, 20, 8, 8);
        public static final Size QUICK = new Size(1, 2, 1, 1);
    }

    /**
     * What came of it.
     *
     * @param same what was claimed in each of the campaigns in which nothing is better
     */
    public record Results(List<Try> examples, List<List<Try.Adopted>> same, List<Try> tries, List<Try> narrow) {}

    /** Takes some quarter of an hour on two cores for {@link Size#WHOLE}. */
    public Results measure(Size size) throws IOException {
        String file = Files.readString(data.resolve(EXAMPLE));
        BenchTask example = new BenchTask("example", EXAMPLE, Json.MAPPER.valueToTree(JobFile.read(file, EXAMPLE)));
        List<BenchTask> tasks = BenchTask.all();
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Future<Try>> examples = IntStream.range(0, size.examples())
                    .mapToObj(number -> threads.submit(
                            () -> attempt(example.name(), example.seeded(number), Strategy.EVIDENCE, number)))
                    .toList();
            List<Future<List<Try.Adopted>>> same = IntStream.range(0, size.same())
                    .mapToObj(number ->
                            threads.submit(() -> claimed(tasks.get(number % tasks.size()), 1 + number / tasks.size())))
                    .toList();
            IntStream first = IntStream.rangeClosed(1, size.tries());
            IntStream second = IntStream.range(0, size.narrow()).map(number -> size.tries() + 1 + number);
            List<Future<Try>> tries = contest(first, BenchTask::seeded, threads);
            List<Future<Try>> narrow =
                    contest(second, (task, number) -> task.seeded(number, PROPOSALS_OF_A_KIND), threads);
            return new Results(all(examples), all(same), all(tries), all(narrow));
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Future<Try>> contest(
            IntStream numbers, BiFunction<BenchTask, Integer, CampaignSpec> campaign, ExecutorService threads) {
        return numbers.boxed()
                .flatMap(number -> BenchTask.all().stream().flatMap(task -> Stream.of(Strategy.values())
                        .map(strategy -> threads.submit(
                                () -> attempt(task.name(), campaign.apply(task, number), strategy, number)))))
                .toList();
    }

    private Try attempt(String task, CampaignSpec spec, Strategy strategy, int number) {
        Workshop workshop = new Workshop(data);
        Workshop.Played played = workshop.play(spec, strategy.source());
        Judgement judgement = Judgement.of(
                new Workshop(data), spec.baseline(), new Outcome(played.end().progress()).job());
        Try done =
                new Try(task, strategy, number, Try.adopted(played.end()), judgement, played.runs(), played.epochs());
        progress.accept(done.sentence());
        return done;
    }

    private List<Try.Adopted> claimed(BenchTask task, int number) {
        CampaignSpec spec = task.seeded(number);
        ProposalSource same = new SameAgain();
        List<Try.Adopted> claims =
                Try.adopted(new Workshop(data).play(once(spec), same).end());
        progress.accept("%s, nothing better, try %d: %s".formatted(task.name(), number, claims));
        return claims;
    }

    /** One round, whatever it takes. */
    private static CampaignSpec once(CampaignSpec spec) {
        return new CampaignSpec(
                spec.name(),
                spec.baseline(),
                spec.losses(),
                spec.models(),
                10,
                1,
                spec.parallel(),
                spec.halving(),
                spec.confirmation(),
                Budget.NONE,
                null);
    }

    private static <T> List<T> all(List<Future<T>> futures) {
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return results;
    }
}
