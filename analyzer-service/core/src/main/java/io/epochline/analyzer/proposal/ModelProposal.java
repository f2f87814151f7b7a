package io.epochline.analyzer.proposal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Train another model.
 *
 * @param model as a training job takes it: a named architecture or a whole document
 */
public record ModelProposal(
        String id, int rank, String name, JsonNode model, List<String> evidence, String expectedEffect)
        implements Proposal {

    public ModelProposal {
        evidence = List.copyOf(evidence);
    }
}
