package io.epochline.analyzer.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.events.SearchSpaceRefined.Finding;
import io.epochline.events.spec.ParameterRange;

/** What becomes of one parameter. */
sealed interface Refinement {

    Finding finding();

    /** It goes on being searched, in this range. */
    record Searched(ParameterRange range, Finding finding) implements Refinement {}

    /** It is settled: the value is written into the job. */
    record Fixed(JsonNode value, Finding finding) implements Refinement {}
}
