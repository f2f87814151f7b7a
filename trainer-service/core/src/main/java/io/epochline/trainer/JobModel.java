package io.epochline.trainer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.Sha256;
import io.epochline.compute.foreign.ForeignModel;
import io.epochline.compute.foreign.Selection;
import io.epochline.compute.network.Model;
import io.epochline.compute.network.Network;
import io.epochline.compute.onnx.read.OnnxReader;
import io.epochline.events.spec.OnnxModelSpec;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a job trains: an architecture, or the model of an ONNX file.
 *
 * @param document the whole architecture with nothing left to defaults, or the job's own words with the {@code sha256} of
 *     the file
 */
record JobModel(Model model, JsonNode document) {

    /** @throws io.epochline.compute.ComputeException if it is none that can be trained */
    static JobModel open(JsonNode model, DataFiles files) {
        Optional<OnnxModelSpec> file = OnnxModelSpec.of(model);
        if (file.isPresent()) {
            return read(file.get(), model.deepCopy(), files);
        }
        Network network = Network.parse(model);
        return new JobModel(network, network.document());
    }

    private static JobModel read(OnnxModelSpec spec, ObjectNode document, DataFiles files) {
        byte[] bytes = files.read(spec.onnx());
        String name = Path.of(spec.onnx()).getFileName().toString().replaceFirst("\\.onnx$", "");
        Selection selection = new Selection(spec.train(), spec.freeze());
        return new JobModel(
                ForeignModel.of(name, OnnxReader.read(bytes), selection), document.put("sha256", Sha256.of(bytes)));
    }
}
