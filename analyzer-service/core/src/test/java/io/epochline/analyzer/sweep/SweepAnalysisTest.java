package io.epochline.analyzer.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.epochline.events.Json;
import io.epochline.events.SearchSpaceRefined.Finding;
import io.epochline.events.spec.JobFile;
import io.epochline.events.spec.JobPath;
import io.epochline.events.spec.ParameterRange;
import io.epochline.events.spec.StudySpec;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SweepAnalysisTest {
    private static final String LR = "optimizer.lr: {type: float, low: 1.0e-5, high: 0.1, log: true}";
    private static final String MOMENTUM = "optimizer.momentum: {type: float, low: 0.0, high: 0.9}";
    private static final String DEPTH = "model.params.depth: {type: int, low: 2, high: 9}";
    private static final String BATCH = "batch_size: {type: int, low: 16, high: 256, log: true}";
    private static final String AGGREGATION = "model.params.pool: {type: categorical, choices: [flatten, mean, max]}";
    private static final String COSINE = "model.params.cosine: {type: categorical, choices: [true, false]}";

    /** lr has its optimum at 1e-3, more depth is always better, momentum plays no part. */
    @Test
    void findsTheOptimumTheTrendAndNothingWhereThereIsNothing() {
        StudySpec study = Sweeps.study("random", "minimize", LR, DEPTH, MOMENTUM);
        Sweep sweep = Sweeps.sweep(
                study,
                60,
                Map.of(
                        "optimizer.lr", random -> Math.pow(10, -5 + 4 * random.nextDouble()),
                        "model.params.depth", random -> 2 + random.nextInt(8),
                        "optimizer.momentum", random -> 0.9 * random.nextDouble()),
                values -> Math.pow(Math.log10(values.get("optimizer.lr")) + 3, 2)
                        - 0.2 * values.get("model.params.depth"));

        SweepAnalysis analysis = SweepAnalysis.of(sweep);

        assertThat(finding(analysis, "optimizer.lr").action()).isEqualTo("shrink");
        ParameterRange.Real lr = (ParameterRange.Real) analysis.next().space().get("optimizer.lr");
        assertThat(lr.low()).isBetween(1e-5, 1e-3);
        assertThat(lr.high()).isBetween(1e-3, 1e-1);
        assertThat(Math.log10(lr.high() / lr.low())).isLessThan(0.8 * 4);
        assertThat(lr.log()).isTrue();
        assertThat(finding(analysis, "optimizer.momentum").action()).isEqualTo("keep");
        assertThat(finding(analysis, "model.params.depth").rho()).isNegative();
        assertThat(finding(analysis, "model.params.depth").reason()).startsWith("greater is better");
        assertThat(SweepAnalysis.of(sweep)).as("told twice").isEqualTo(analysis);
    }

    @Test
    void rangeGrowsByHalfWhereElitesPressAgainstItsEdge() {
        StudySpec study = Sweeps.study("random", "maximize", "model.params.depth: {type: int, low: 2, high: 6}");
        Object[] depths = cycle(20, 2, 3, 4, 5, 6);
        Sweep sweep = Sweeps.of(study, depths, values(20, i -> (int) depths[i] + 0.01 * i));

        SweepAnalysis analysis = SweepAnalysis.of(sweep);

        assertThat(finding(analysis, "model.params.depth").action()).isEqualTo("expand");
        assertThat(finding(analysis, "model.params.depth").reason())
                .contains("4 of 5 elites lie within 5 % of the upper edge 6, so it moves to 8");
        assertThat(analysis.next().space().get("model.params.depth")).isEqualTo(new ParameterRange.Int(2L, 8L, false));
    }

    /** The elites lie between 0.17 and 0.62 of [0, 0.9]: scattered, but more on the better side. */
    @Test
    void trendWithoutGatheringShrinksTheWorseSideOnly() {
        StudySpec study = Sweeps.study("random", "maximize", MOMENTUM);
        Object[] momentum = spread(20, 0.09, 0.81);
        Set<Integer> elite = Set.of(2, 5, 6, 10, 14);
        Sweep sweep = Sweeps.of(study, momentum, values(20, i -> elite.contains(i) ? 10 : -i));

        SweepAnalysis analysis = SweepAnalysis.of(sweep);

        ParameterRange.Real refined =
                (ParameterRange.Real) analysis.next().space().get("optimizer.momentum");
        assertThat(finding(analysis, "optimizer.momentum").reason()).contains("smaller is better", "follow the trend");
        assertThat(refined.low()).isEqualTo(0.0);
        assertThat(refined.high()).isBetween(0.62, 0.7);
    }

    @Test
    void logarithmicRangeGrowsInItsOwnScale() {
        StudySpec study =
                Sweeps.study("random", "minimize", "optimizer.lr: {type: float, low: 1.0e-4, high: 0.01, log: true}");
        Sweep sweep = Sweeps.of(
                study,
                IntStream.range(0, 20).mapToObj(i -> Math.pow(10, -4 + 0.1 * i)).toArray(),
                values(20, i -> i < 2 ? i : 10 + (7 * i) % 20));

        SweepAnalysis analysis = SweepAnalysis.of(sweep);

        assertThat(finding(analysis, "optimizer.lr").action()).isEqualTo("expand");
        assertThat(analysis.next().space().get("optimizer.lr"))
                .as("one decade of two further down")
                .isEqualTo(new ParameterRange.Real(1e-5, 0.01, true));
    }

    @Test
    void rangeDoesNotGrowPastWhatJobTakes() {
        StudySpec study = Sweeps.study("random", "minimize", "optimizer.momentum: {type: float, low: 0.0, high: 0.9}");
        Sweep high = Sweeps.of(study, cycle(20, 0.1, 0.3, 0.5, 0.7, 0.9), values(20, i -> -(i % 5)));
        Sweep low = Sweeps.of(study, spread(40, 0.0, 0.9), values(40, i -> i < 6 ? i : 100 - i));

        Finding upper = SweepAnalysis.of(high).findings().get(0);
        assertThat(upper.action()).isEqualTo("keep");
        assertThat(upper.reason()).contains("a job does not take values beyond it");
        assertThat(SweepAnalysis.of(low).next().space().get("optimizer.momentum"))
                .as("0 stays the least")
                .isEqualTo(study.space().get("optimizer.momentum"));
    }

    @Test
    void neverShrinksOnFewerThanFiveElites() {
        StudySpec study = Sweeps.study("random", "minimize", LR);
        Object[] lr = IntStream.range(0, 16)
                .mapToObj(i -> Math.pow(10, -5 + 0.25 * i))
                .toArray();
        Sweep sweep = Sweeps.of(study, lr, values(16, i -> Math.abs(i - 8)));

        SweepAnalysis analysis = SweepAnalysis.of(sweep);

        assertThat(finding(analysis, "optimizer.lr").action()).isEqualTo("keep");
        assertThat(finding(analysis, "optimizer.lr").reason()).contains("4 elites of 16 trials");
        assertThat(analysis.next().space()).isEqualTo(study.space());
    }

    @Test
    void settlesOnTheChoiceThatAllElitesShareAndWritesItIntoTheJob() {
        StudySpec study = Sweeps.study("tpe", "maximize", COSINE, BATCH);
        Sweep sweep = Sweeps.sweep(
                study,
                40,
                Map.of(
                        "model.params.cosine", random -> 0,
                        "batch_size", random -> 16L << random.nextInt(5)),
                values -> -100 * values.get("batch_size"));
        Sweep told = new Sweep(
                study,
                sweep.trials().stream()
                        .map(trial -> new Trial(
                                trial.number(),
                                trial.runId(),
                                trial.value() + (trial.number() % 2 == 0 ? 30_000 : 0),
                                Map.of(
                                        "batch_size", trial.parameters().get("batch_size"),
                                        "model.params.cosine", Json.MAPPER.valueToTree(trial.number() % 2 == 0))))
                        .toList());

        SweepAnalysis analysis = SweepAnalysis.of(told);

        assertThat(finding(analysis, "model.params.cosine").action()).isEqualTo("fix");
        assertThat(analysis.next().space()).doesNotContainKey("model.params.cosine");
        assertThat(JobPath.get(analysis.next().job(), "model.params.cosine")
                        .orElseThrow()
                        .booleanValue())
                .isTrue();
        assertThat(JobPath.get(analysis.next().job(), "model.name")).contains(new TextNode("digits_cnn"));
    }

    @Test
    void dropsChoicesThatHadTheirChanceAndNoOthers() {
        StudySpec study = Sweeps.study("random", "maximize", AGGREGATION);
        Object[] choices = cycle(20, "flatten", "mean");
        choices[19] = "max";
        Sweep sweep = Sweeps.of(study, choices, values(20, i -> choices[i].equals("flatten") ? 0.28 : 0.2));

        SweepAnalysis analysis = SweepAnalysis.of(sweep);

        assertThat(finding(analysis, "model.params.pool").action()).isEqualTo("shrink");
        assertThat(finding(analysis, "model.params.pool").reason())
                .contains("\"flatten\" is best (mean 0.2800 of 10)", "worst");
        assertThat(analysis.next().space().get("model.params.pool"))
                .as("'max' was tried once only")
                .isEqualTo(new ParameterRange.Categorical(List.of(new TextNode("flatten"), new TextNode("max"))));
    }

    @Test
    void whereAllIsSettledOneParameterStaysOpen() {
        StudySpec study = Sweeps.study("random", "maximize", COSINE);
        Object[] choices = cycle(20, true, false);
        SweepAnalysis analysis = SweepAnalysis.of(Sweeps.of(study, choices, values(20, i -> i % 2)));

        assertThat(analysis.next().space()).isEqualTo(study.space());
        assertThat(analysis.findings().get(0).reason()).contains("kept open");
    }

    @Test
    void wholeNumberThatAllElitesShareIsFixed() {
        StudySpec study = Sweeps.study("random", "minimize", DEPTH, LR);
        Sweep sweep = Sweeps.sweep(
                study,
                60,
                Map.of(
                        "model.params.depth", random -> 2 + random.nextInt(8),
                        "optimizer.lr", random -> 1e-3),
                values -> Math.abs(values.get("model.params.depth") - 5));
        Sweep exact = new Sweep(
                study,
                sweep.trials().stream()
                        .map(trial -> trial.value() == 1
                                ? new Trial(trial.number(), trial.runId(), 9, trial.parameters())
                                : trial)
                        .limit(20)
                        .toList());
        assertThat(exact.elites()).hasSize(5);

        SweepAnalysis analysis = SweepAnalysis.of(new Sweep(study, allElitesAt(exact, 5)));

        assertThat(finding(analysis, "model.params.depth").action()).isEqualTo("fix");
        assertThat(JobPath.get(analysis.next().job(), "model.params.depth")).contains(LongNode.valueOf(5));
    }

    @Test
    void bearsOneTrialNoTrialFailedTrialsAndValuesThatAreNotFinite() {
        StudySpec study = Sweeps.study("tpe", "minimize", LR);
        Object[] lr = {1e-3, 1e-2, 1e-4};
        double nan = Double.NaN;

        for (double[] values : new double[][] {{}, {0.5}, {nan, nan, nan}, {nan, 0.5, Double.POSITIVE_INFINITY}}) {
            SweepAnalysis analysis = SweepAnalysis.of(Sweeps.of(study, lr, values));

            assertThat(finding(analysis, "optimizer.lr").action()).isEqualTo("keep");
            assertThat(analysis.next().space()).isEqualTo(study.space());
        }
    }

    @Test
    void constantParameterIsKeptAndSaidToBe() {
        StudySpec study = Sweeps.study("random", "minimize", LR);
        Object[] lr = Collections.nCopies(24, 1e-3).toArray();

        Finding finding = finding(SweepAnalysis.of(Sweeps.of(study, lr, values(24, i -> i))), "optimizer.lr");

        assertThat(finding.action()).isEqualTo("keep");
        assertThat(finding.reason()).contains("only 0.001 was tried");
    }

    @Test
    void refinedFileIsStudyReadyToSubmit() {
        StudySpec study = Sweeps.study("tpe", "maximize", DEPTH, AGGREGATION);
        Object[] depths = spread(20, 2, 9);
        Sweep sweep = Sweeps.of(
                study, Arrays.stream(depths).map(d -> Math.round((double) d)).toArray(), values(20, i -> i));
        SweepAnalysis analysis = SweepAnalysis.of(sweep);

        String yaml = RefinedStudy.yaml(sweep, analysis);

        assertThat(yaml)
                .startsWith("# Refined from the study digits: 20 of 20 trials have a value, 5 are the elite quarter.\n")
                .contains("descriptive: the sampler adapted")
                .contains("p-values describe and do not prove", "# expand model.params.depth: greater is better");
        assertThat(JobFile.read(yaml, "refined.yaml")).isEqualTo(analysis.next());
        assertThat(analysis.next().name()).isEqualTo("digits-refined");
        assertThat(analysis.next().seed()).isEqualTo(5);
    }

    private static List<Trial> allElitesAt(Sweep sweep, int depth) {
        List<Trial> elites = sweep.elites();
        return sweep.trials().stream()
                .map(trial -> elites.contains(trial)
                        ? new Trial(
                                trial.number(),
                                trial.runId(),
                                trial.value(),
                                Map.of(
                                        "model.params.depth", LongNode.valueOf(depth),
                                        "optimizer.lr", trial.parameters().get("optimizer.lr")))
                        : trial)
                .toList();
    }

    private static Finding finding(SweepAnalysis analysis, String parameter) {
        return analysis.findings().stream()
                .filter(finding -> finding.parameter().equals(parameter))
                .findFirst()
                .orElseThrow();
    }

    private static Object[] cycle(int count, Object... values) {
        return IntStream.range(0, count)
                .mapToObj(i -> values[i % values.length])
                .toArray();
    }

    private static Object[] spread(int count, double low, double high) {
        return IntStream.range(0, count)
                .mapToObj(i -> low + (high - low) * i / (count - 1))
                .toArray();
    }

    private static double[] values(int count, IntToDoubleFunction value) {
        return IntStream.range(0, count).mapToDouble(value).toArray();
    }
}
