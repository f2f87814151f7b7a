package io.epochline.analyzer.sweep;

import io.epochline.events.SearchSpaceRefined.Finding;
import io.epochline.events.spec.JobFile;

/** Writes the study to run next as a file: the findings as comments, the study ready to submit. */
public final class RefinedStudy {
    private static final String SUFFIX = "-refined";
    private static final int LONGEST_NAME = 128;

    private RefinedStudy() {}

    public static String yaml(Sweep sweep, SweepAnalysis analysis) {
        StringBuilder text = new StringBuilder();
        comment(
                text,
                "Refined from the study %s: %d of %d trials have a value, %d are the elite quarter."
                        .formatted(
                                sweep.study().name(),
                                sweep.finished().size(),
                                sweep.trials().size(),
                                sweep.elites().size()));
        if (sweep.adaptive()) {
            comment(
                    text,
                    "The %s sampler adapted to what it saw, so p-values describe and do not prove."
                            .formatted(sweep.study().sampler()));
        }
        for (Finding finding : analysis.findings()) {
            comment(text, "%s %s: %s.".formatted(finding.action(), finding.parameter(), finding.reason()));
        }
        return text.append(JobFile.write(analysis.next())).toString();
    }

    /** The name of the study that refines one of this name; a refined study's refinement keeps its name. */
    static String name(String study) {
        if (study.endsWith(SUFFIX)) {
            return study;
        }
        return study.substring(0, Math.min(study.length(), LONGEST_NAME - SUFFIX.length())) + SUFFIX;
    }

    private static void comment(StringBuilder text, String line) {
        text.append("# ").append(line.replaceAll("\\R", " ")).append('\n');
    }
}
