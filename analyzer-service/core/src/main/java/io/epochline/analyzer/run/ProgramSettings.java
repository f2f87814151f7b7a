package io.epochline.analyzer.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.analyzer.diagnosis.Diagnosis;
import io.epochline.analyzer.proposal.Change;
import io.epochline.analyzer.proposal.CurrentSetup;
import io.epochline.analyzer.proposal.Ledger;
import io.epochline.analyzer.proposal.Proposal;
import io.epochline.analyzer.proposal.Proposer;
import io.epochline.events.Json;
import io.epochline.events.spec.CommandJob;
import io.epochline.events.spec.JobSpec;
import io.epochline.events.spec.TrainingJob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to try next with a program of other people's: other values of those of its parameters whose names say what they are. Its
 * loss and its model are not known, and not ours to change.
 */
final class ProgramSettings {

    /** By the setting of a training job, as a JSON pointer: what programs call it. */
    private static final Map<String, List<String>> NAMES = Map.of(
            "/optimizer/lr", List.of("lr", "learning_rate"),
            "/optimizer/weight_decay", List.of("weight_decay", "wd"),
            "/batch_size", List.of("batch_size", "batch"),
            "/epochs", List.of("epochs", "num_epochs", "max_epochs"));

    private final CommandJob program;
    private final Map<String, String> parameters = new LinkedHashMap<>();

    private ProgramSettings(CommandJob program) {
        this.program = program;
        NAMES.forEach((setting, names) -> names.stream()
                .filter(name -> canBe(setting, program.params().get(name)))
                .findFirst()
                .ifPresent(name -> parameters.put(setting, name)));
    }

    private static boolean canBe(String setting, JsonNode value) {
        boolean counted = setting.equals("/epochs") || setting.equals("/batch_size");
        return value != null && (counted ? value.canConvertToInt() && value.isIntegralNumber() : value.isNumber());
    }

    static List<Proposal> propose(Diagnosis diagnosis, CommandJob program, Ledger ledger) {
        ProgramSettings settings = new ProgramSettings(program);
        if (settings.parameters.isEmpty()) {
            return List.of();
        }
        ObjectNode likeness = settings.likeness();
        TrainingJob job = (TrainingJob) Json.MAPPER.convertValue(likeness, JobSpec.class);
        ObjectNode now = Json.MAPPER.valueToTree((JobSpec) job);
        List<Proposal> proposals = new ArrayList<>();
        for (Proposal proposal : Proposer.settings(diagnosis, new CurrentSetup(null, null, null, null, job), ledger)) {
            settings.told((Change.NewSettings) proposal.change(), now)
                    .ifPresent(change -> proposals.add(with(change, proposal, proposals.size() + 1)));
        }
        return List.copyOf(proposals);
    }

    /** A training job that has the settings which the program's parameters name, so that the same rules change them. */
    private ObjectNode likeness() {
        ObjectNode job = Json.MAPPER.createObjectNode();
        job.put("kind", "train").put("name", program.name()).put("model", "mlp").put("loss", "mse");
        job.putObject("data").put("source", "spectral");
        job.putObject("optimizer").put("name", "adamw");
        parameters.forEach((setting, parameter) -> {
            int last = setting.lastIndexOf('/');
            ((ObjectNode) job.at(setting.substring(0, last)))
                    .set(setting.substring(last + 1), program.params().get(parameter));
        });
        return job;
    }

    /** The change as the program's parameters; empty where it is of something else as well. */
    private Optional<Change.NewSettings> told(Change.NewSettings change, ObjectNode now) {
        Map<String, JsonNode> leaves = new LinkedHashMap<>();
        leaves("", change.settings(), leaves);
        leaves.entrySet().removeIf(leaf -> leaf.getValue().equals(now.at(leaf.getKey())));
        if (leaves.isEmpty() || !parameters.keySet().containsAll(leaves.keySet())) {
            return Optional.empty();
        }
        ObjectNode keys = Json.MAPPER.createObjectNode();
        ObjectNode params = keys.putObject("params");
        leaves.forEach((setting, value) -> params.set(parameters.get(setting), value));
        return Optional.of(new Change.NewSettings(keys));
    }

    private static void leaves(String pointer, JsonNode node, Map<String, JsonNode> leaves) {
        if (node.isObject()) {
            node.properties().forEach(field -> leaves(pointer + "/" + field.getKey(), field.getValue(), leaves));
        } else {
            leaves.put(pointer, node);
        }
    }

    private static Proposal with(Change change, Proposal proposal, int rank) {
        return new Proposal(
                proposal.id(),
                rank,
                proposal.name(),
                proposal.family(),
                change,
                proposal.evidence(),
                proposal.expectedEffect(),
                proposal.risk(),
                proposal.cost());
    }
}
