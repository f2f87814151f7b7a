package io.epochline.analyzer.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import io.epochline.events.InvalidEventException;
import io.epochline.events.SearchSpaceRefined.Finding;
import io.epochline.events.spec.JobFile;
import io.epochline.events.spec.JobPath;
import io.epochline.events.spec.ParameterRange;
import io.epochline.events.spec.StudySpec;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.DoublePredicate;

/**
 * What the trials of a study say about each of its parameters.
 *
 * @param next the study to run next
 * @param findings the strongest correlation first, categories last
 */
public record SweepAnalysis(StudySpec next, List<Finding> findings) {

    /** Looks at every parameter of the study's space. Equal sweeps give equal analyses. */
    public static SweepAnalysis of(Sweep sweep) {
        Map<String, Refinement> refinements = new LinkedHashMap<>();
        sweep.study()
                .space()
                .forEach((parameter, range) -> refinements.put(parameter, refine(parameter, range, sweep)));
        leaveSomethingToSearch(refinements, sweep.study());
        List<Finding> findings = refinements.values().stream()
                .map(Refinement::finding)
                .sorted(Comparator.comparingDouble(SweepAnalysis::strength).reversed())
                .toList();
        return new SweepAnalysis(next(sweep.study(), refinements), findings);
    }

    private static Refinement refine(String parameter, ParameterRange range, Sweep sweep) {
        StudySpec study = sweep.study();
        return switch (range) {
            case ParameterRange.Real real ->
                NumericRefiner.refine(
                        parameter, Scale.of(real), sweep, accepted(study, parameter, DoubleNode::valueOf));
            case ParameterRange.Int whole ->
                NumericRefiner.refine(
                        parameter,
                        Scale.of(whole),
                        sweep,
                        accepted(study, parameter, value -> LongNode.valueOf((long) value)));
            case ParameterRange.Categorical category -> CategoryRefiner.refine(parameter, category, sweep);
        };
    }

    private static DoublePredicate accepted(StudySpec study, String parameter, DoubleFunction<JsonNode> node) {
        return value -> {
            try {
                JsonNode job = JobPath.with(study.job(), parameter, node.apply(value));
                JobFile.run(job, study.space().keySet());
                return true;
            } catch (InvalidEventException e) {
                return false;
            }
        };
    }

    /** A study needs a parameter: where all are settled, the first is kept open. */
    private static void leaveSomethingToSearch(Map<String, Refinement> refinements, StudySpec study) {
        if (refinements.values().stream().anyMatch(Refinement.Searched.class::isInstance)) {
            return;
        }
        String first = study.space().keySet().iterator().next();
        Finding settled = refinements.get(first).finding();
        Finding open = new Finding(
                first,
                settled.rho(),
                settled.pValue(),
                "keep",
                settled.reason() + "; kept open, as a study searches at least one parameter");
        refinements.put(first, new Refinement.Searched(study.space().get(first), open));
    }

    /** The same study over the refined space, from another seed so that no draw is repeated. */
    private static StudySpec next(StudySpec study, Map<String, Refinement> refinements) {
        JsonNode job = study.job();
        Map<String, ParameterRange> space = new LinkedHashMap<>();
        for (Map.Entry<String, Refinement> entry : refinements.entrySet()) {
            switch (entry.getValue()) {
                case Refinement.Searched searched -> space.put(entry.getKey(), searched.range());
                case Refinement.Fixed fixed -> job = JobPath.with(job, entry.getKey(), fixed.value());
            }
        }
        return new StudySpec(
                RefinedStudy.name(study.name()),
                job,
                space,
                study.sampler(),
                study.trials(),
                study.parallel(),
                study.metric(),
                study.direction(),
                study.seed() + 1);
    }

    private static double strength(Finding finding) {
        return finding.rho() == null ? -1 : Math.abs(finding.rho());
    }
}
