package io.epochline.analyzer.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.epochline.events.Json;
import io.epochline.events.SearchSpaceRefined.Finding;
import io.epochline.events.spec.Submission;

/** Writes the study to run next as a file: the findings as comments, the study ready to submit. */
public final class RefinedStudy {
    private static final String SUFFIX = "-refined";
    private static final int LONGEST_NAME = 128;
    private static final YAMLMapper MAPPER = Json.conventions(YAMLMapper.builder())
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .disable(YAMLGenerator.Feature.USE_NATIVE_TYPE_ID)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build();

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
        return text.append(document(analysis)).toString();
    }

    /** The name of the study that refines one of this name; a refined study's refinement keeps its name. */
    static String name(String study) {
        if (study.endsWith(SUFFIX)) {
            return study;
        }
        return study.substring(0, Math.min(study.length(), LONGEST_NAME - SUFFIX.length())) + SUFFIX;
    }

    private static String document(SweepAnalysis analysis) {
        try {
            return MAPPER.writerFor(Submission.class).writeValueAsString(analysis.next());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A study that cannot be written as YAML: " + analysis.next(), e);
        }
    }

    private static void comment(StringBuilder text, String line) {
        text.append("# ").append(line.replaceAll("\\R", " ")).append('\n');
    }
}
