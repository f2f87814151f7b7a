package io.epochline.console.cli.campaigns;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.analyzer.diagnosis.Diagnosis;
import io.epochline.analyzer.proposal.Change;
import io.epochline.analyzer.proposal.CurrentSetup;
import io.epochline.analyzer.proposal.Ledger;
import io.epochline.analyzer.proposal.Proposal;
import io.epochline.analyzer.proposal.ProposalSource;
import io.epochline.events.Cost;
import io.epochline.events.Json;
import java.util.List;
import java.util.stream.IntStream;

/** Proposes the job at hand, under other names and with other seeds: none is better than another. */
final class SameAgain implements ProposalSource {

    private static final int MANY = 10;

    /** Apart from the fresh seeds that a campaign confirms with. */
    private static final int STRIDE = 50;

    @Override
    public List<Proposal> propose(Diagnosis diagnosis, CurrentSetup setup, Ledger ledger, long seed) {
        return IntStream.rangeClosed(1, MANY).mapToObj(k -> again(k, setup)).toList();
    }

    private static Proposal again(int number, CurrentSetup setup) {
        ObjectNode keys = Json.MAPPER.createObjectNode().put("seed", setup.job().seed() + (long) STRIDE * number);
        return new Proposal(
                "same-" + number,
                number,
                "Same " + number,
                "same",
                new Change.NewSettings(keys),
                List.of("none"),
                "None.",
                "None.",
                Cost.SAME);
    }
}
