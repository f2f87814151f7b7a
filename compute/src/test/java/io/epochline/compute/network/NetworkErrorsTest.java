package io.epochline.compute.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.epochline.compute.ir.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkErrorsTest {
    @Test
    void anUnknownModelIsCorrected() {
        assertThat(reading("cnn_smal")).hasMessage("unknown model 'cnn_smal'. Did you mean 'cnn_small'?");
        assertThat(reading("{name: zzz}"))
                .hasMessageStartingWith("unknown model 'zzz'. Known: ")
                .hasMessageContainingAll("cnn_small, ", "ranker_mlp");
    }

    @Test
    void allFaultsAreToldAtOnceWithTheirPlaces() {
        NetworkException fault = reading("""
                name: broken
                params: {width: 8}
                layers:
                  - covn: {filters: 16}
                  - conv: {filters: "${widht}", kernel: three, strid: 2}
                  - residual:
                      - dense: {}
                  - activation: rely
                """);

        assertThat(fault).hasMessage("""
                model broken has 6 faults:
                  layers[1].conv.filters: ${widht}: unknown parameter 'widht'. Did you mean 'width'?
                  layers[0]: unknown layer 'covn'. Did you mean 'conv'?
                  layers[1].conv.kernel: expected a whole number in [1, 65536], found "three"
                  layers[1].conv.strid: unknown key 'strid'. Did you mean 'stride'?
                  layers[2].residual.layers[0].dense: needs the key 'units'
                  layers[3].activation: expected one of relu, leaky_relu, elu, selu, gelu, silu, mish, hard_swish, tanh, \
                sigmoid, hard_sigmoid, softplus, softsign, softmax, log_softmax, found "rely". Did you mean 'relu'?""");
        assertThat(fault.faults()).hasSize(6);
        assertThat(fault.faults().get(2).path()).isEqualTo("layers[1].conv.kernel");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {conv: {filters: 0}}                  | layers[0].conv.filters: expected a whole number in [1, 65536], found 0
            {conv: {filters: 4, padding: sam}}    | layers[0].conv.padding: expected same, valid or a number of pixels, found "sam"
            {conv: {filters: 4, bias: 1}}         | layers[0].conv.bias: expected true or false, found 1
            {dropout: 1.5}                        | layers[0].dropout: expected a number in [0.0, 0.99], found 1.5
            {dropout: high}                       | layers[0].dropout: expected a number in [0.0, 0.99], found "high"
            {reshape: 30}                         | layers[0].reshape: expected 1 to 8 whole numbers, such as [2, 2, 30], found 30
            {reshape: [2, x]}                     | layers[0].reshape[1]: expected a whole number in [1, 65536], found "x"
            {flatten: 3}                          | layers[0].flatten: takes no settings, found 3
            {conv: 1, dense: 2}                   | layers[0]: expected one layer, such as conv: {filters: 16}, found {"conv":1,"dense":2}
            {when: {flag: 1, layers: [relu]}}     | layers[0].when.flag: expected true or false, found 1
            {when: {layers: [relu]}}              | layers[0].when: needs the key 'flag'
            {features: {sizes: [3], use: true}}   | layers[0].features.use: expected a list of true and false, found true
            {features: {sizes: [3], use: [1]}}    | layers[0].features.use[0]: expected true or false, found 1
            {residual: []}                        | layers[0].residual.layers: expected a list of 1 to 500 layers, found 0 of them
            {branches: [[relu]]}                  | layers[0].branches: expected 2 to 16 lists of layers, found [["relu"]]
            {branches: [[relu], [{conv: 0}]]}     | layers[0].branches[1][0].conv: expected a whole number in [1, 65536], found 0
            {dense: "${1/0}"}                     | layers[0].dense: ${1/0}: / by zero
            {dense: "${2*(3}"}                    | layers[0].dense: ${2*(3}: missing ')'
            """)
    void aFaultySettingIsTold(String layer, String message) {
        assertThat(reading("{name: m, layers: [" + layer + "]}")).hasMessage("model m: " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            flatten, {conv: 8}              | layers[1].conv: needs f32[channels, height, width], got f32[192]. Maybe put it before flatten, or a reshape before it
            {dense: 8}                      | layers[0].dense: needs f32[features] or f32[steps, features], got f32[3, 8, 8]. Maybe put flatten before it
            {reshape: [2, 2, 30]}           | layers[0].reshape: f32[2, 2, 30] needs 120 values, got 192 in f32[3, 8, 8]. Maybe dense: 120 before it
            {max_pool: 4}, {max_pool: 4}    | layers[1].max_pool: a window of 4x4 does not fit into f32[3, 2, 2]. Maybe padding: same, or fewer strides and pools before it
            {group_norm: 2}                 | layers[0].group_norm: needs channels in 2 equal groups, got f32[3, 8, 8]. Maybe groups: 1
            {residual: [{max_pool: 2}, flatten]} | layers[0].residual: its layers turn f32[3, 8, 8] into f32[48], to which x cannot be projected. Maybe padding: same in its convolutions
            {conv: {filters: 4, kernel: 3, dilation: 4, padding: valid}} | layers[0].conv: a window of 9x9 does not fit into f32[3, 8, 8]. Maybe padding: same, or fewer strides and pools before it
            {conv: {filters: 6, groups: 2}} | layers[0].conv: needs channels and filters in 2 equal groups, got f32[3, 8, 8] and 6 filters. Maybe groups: 1
            flatten, {cbam: 2}              | layers[1].cbam: needs f32[channels, height, width], got f32[192]. Maybe put it before flatten, or a reshape before it
            flatten, upsample               | layers[1].upsample: needs f32[channels, height, width], got f32[192]. Maybe put it before flatten, or a reshape before it
            flatten, {conv_transpose: 2}    | layers[1].conv_transpose: needs f32[channels, height, width], got f32[192]. Maybe put it before flatten, or a reshape before it
            flatten, instance_norm          | layers[1].instance_norm: needs f32[channels, height, width], got f32[192]. Maybe put it before flatten, or a reshape before it
            flatten, coords                 | layers[1].coords: needs f32[channels, height, width], got f32[192]. Maybe put it before flatten, or a reshape before it
            {skip: [{max_pool: 2}]}         | layers[0].skip: its layers turn f32[3, 8, 8] into f32[3, 4, 4], which cannot be joined along the first axis. Maybe an upsample by as much as strides and pools take away
            flatten, {each: [relu]}         | layers[1].each: needs items, such as f32[items, channels, height, width], got f32[192]. Maybe a reshape before it
            {each: [{conv: 2}]}             | layers[0].each.layers[0].conv: needs f32[channels, height, width], got f32[8, 8]. Maybe put it before flatten, or a reshape before it
            flatten, {aggregate: mean}      | layers[1].aggregate: needs items, such as f32[items, features], got f32[192]. Maybe each before it, or a reshape
            {features: {sizes: [4, 4], use: [true]}} | layers[0].features: needs a flag for each of the slices [4, 4], one of them true, got [true]. Maybe use: [true, true]
            {features: {sizes: [4], use: [false]}} | layers[0].features: needs a flag for each of the slices [4], one of them true, got [false]. Maybe use: [true]
            {features: {sizes: [4, 2], use: [true, false]}} | layers[0].features: slices [4, 2] make 6 features, got f32[3, 8, 8]. Maybe other sizes
            {repeat: {times: 3, layers: [{repeat: {times: 1000, layers: [relu]}}]}} | layers[0].repeat.layers[0].repeat.layers[0].activation: the network has more than 2000 layers
            {gru: 4}                        | layers[0].gru: needs f32[tokens, features], got f32[3, 8, 8]. Maybe put tokens before it, which makes them of an image
            transpose                       | layers[0].transpose: needs f32[a, b], got f32[3, 8, 8]
            {local_attention: {window: 3}}  | layers[0].local_attention: needs height and width in windows of 3 and a shift below that, got f32[3, 8, 8] and shift 0. Maybe an adaptive_average_pool before it
            {spectral_features: 5}          | layers[0].spectral_features: keeps frequencies up to 4, which f32[3, 8, 8] does not have. Maybe keep: 4
            {branches: [[flatten], [relu]]} | layers[0].branches: joins branches that differ in their first axis only, got f32[192] and f32[3, 8, 8]. Maybe flatten at the end of each
            flatten, {dense: 65536}, {dense: 20000} | layers[2].dense: the network has more than 500000000 parameters
            """)
    void aShapeThatDoesNotFitNamesTheLayer(String layers, String message) {
        Network network = Network.parse("{name: m, layers: [" + layers + "]}");

        NetworkException fault =
                catchThrowableOfType(NetworkException.class, () -> network.outputShape(Shape.of(3, 8, 8)));

        assertThat(fault).hasMessage("model m: " + message);
        assertThat(fault.code()).isEqualTo("network_shape_mismatch");
    }

    @Test
    void paramsMustBeKnown() {
        assertThat(reading("{name: cnn_small, params: {widht: 8}}"))
                .hasMessage("model cnn_small: params.widht: cnn_small has no parameter 'widht'. Did you mean 'width'?");
    }

    @Test
    void documentsMustBeMappingsWithLayers() {
        assertThat(reading("{nam: x}")).hasMessage("""
                model model has 2 faults:
                  nam: unknown key 'nam'. Did you mean 'name'?
                  needs the key 'layers'""");
        assertThat(reading("[1, 2]"))
                .hasMessage(
                        "the model is not a YAML or JSON document: expected a mapping with name and layers, found [1,2]");
        assertThat(reading("a: [1,\n  b: }")).hasMessageStartingWith("the model is not a YAML or JSON document: ");
        assertThat(reading("")).hasMessageStartingWith("the model is not a YAML or JSON document: ");
        assertThat(reading("#".repeat(100_001))).hasMessageContaining("it has 100001 characters");
    }

    @Test
    void deepNestingIsRefused() {
        String layers = "[{residual: ".repeat(40) + "[relu]" + "}]".repeat(40);

        assertThat(reading("{name: m, layers: " + layers + "}"))
                .hasMessageEndingWith("layers are nested deeper than 16 levels");
    }

    private static NetworkException reading(String text) {
        return catchThrowableOfType(NetworkException.class, () -> Network.parse(text));
    }
}
