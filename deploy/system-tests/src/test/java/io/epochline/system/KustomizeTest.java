package io.epochline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The overlays render, and what they render is fit to run. Needs {@code kubectl}, but no cluster. */
class KustomizeTest {

    private static final Path OVERLAYS = Path.of("../kubernetes/overlays");
    private static final List<String> SERVICES = List.of("trainer", "analyzer", "sampler", "console");

    @BeforeAll
    static void kubectl() throws InterruptedException {
        try {
            assumeTrue(
                    new ProcessBuilder("kubectl", "version", "--client").start().waitFor() == 0,
                    "kubectl does not run, so the overlays are not rendered");
        } catch (IOException e) {
            assumeTrue(false, "kubectl is not installed, so the overlays are not rendered");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production"})
    void everyServiceIsDeployedWithProbesLimitsAndFewRights(String overlay) throws Exception {
        List<JsonNode> deployments = render(overlay).stream()
                .filter(resource -> kind(resource).equals("Deployment"))
                .toList();

        assertThat(deployments).extracting(KustomizeTest::name).containsExactlyInAnyOrderElementsOf(SERVICES);
        assertThat(deployments).allSatisfy(deployment -> {
            JsonNode pod = deployment.at("/spec/template/spec");
            JsonNode container = pod.at("/containers/0");
            assertThat(container.get("image").asText()).startsWith("epochline/" + name(deployment) + ":");
            assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/q/health/ready");
            assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/q/health/live");
            assertThat(container.at("/resources/limits/memory").asText()).isNotBlank();
            assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                    .isTrue();
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(deployment.at("/spec/template/metadata/labels/app.kubernetes.io~1name"))
                    .isEqualTo(deployment.at("/spec/selector/matchLabels/app.kubernetes.io~1name"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production"})
    void servicesAreToldWhereKafkaAndTheStoreAre(String overlay) throws Exception {
        JsonNode settings = render(overlay).stream()
                .filter(resource -> kind(resource).equals("ConfigMap"))
                .findFirst()
                .orElseThrow()
                .get("data");

        assertThat(settings.get("KAFKA_BOOTSTRAP_SERVERS").asText()).contains(":9092");
        assertThat(settings.get("EPOCHLINE_STORE_ENDPOINT").asText()).startsWith("http");
        assertThat(settings.get("QUARKUS_HTTP_HOST").asText()).isEqualTo("0.0.0.0");
        assertThat(settings.get("EPOCHLINE_CONSOLE_HOSTS").asText().split(","))
                .as("the name by which KEDA asks")
                .contains("*.svc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production"})
    void workersAreScaledOnTheLengthOfTheirQueue(String overlay) throws Exception {
        List<JsonNode> scaled = render(overlay).stream()
                .filter(resource -> kind(resource).equals("ScaledObject"))
                .toList();

        assertThat(scaled).extracting(KustomizeTest::name).containsExactlyInAnyOrder("trainer", "sampler");
        assertThat(scaled).allSatisfy(object -> {
            assertThat(object.at("/spec/scaleTargetRef/name").asText()).isEqualTo(name(object));
            assertThat(object.at("/spec/triggers/0/metadata/url").asText())
                    .as("KEDA asks from another namespace, so the host needs ours")
                    .isEqualTo("http://console.%s.svc/api/queues"
                            .formatted(object.at("/metadata/namespace").asText()));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production"})
    void everySelectorFindsPods(String overlay) throws Exception {
        List<JsonNode> resources = render(overlay);
        List<JsonNode> podLabels = workloads(resources)
                .map(w -> w.at("/spec/template/metadata/labels"))
                .toList();

        assertThat(selectors(resources)).isNotEmpty().allSatisfy((resource, selector) -> assertThat(podLabels)
                .as(resource)
                .anyMatch(labels -> selector.propertyStream()
                        .allMatch(label -> label.getValue().equals(labels.get(label.getKey())))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production"})
    void everyConfigMapAndAccountThatAPodNamesIsThere(String overlay) throws Exception {
        List<JsonNode> resources = render(overlay);
        Set<String> present =
                resources.stream().map(r -> kind(r) + "/" + name(r)).collect(Collectors.toSet());

        assertThat(workloads(resources)).allSatisfy(workload -> {
            JsonNode pod = workload.at("/spec/template/spec");
            pod.findValues("configMapRef").forEach(ref -> assertThat(present)
                    .contains("ConfigMap/" + ref.get("name").asText()));
            if (pod.has("serviceAccountName")) {
                assertThat(present)
                        .contains("ServiceAccount/"
                                + pod.get("serviceAccountName").asText());
            }
        });
    }

    @Test
    void theSecretOfTheDevelopmentStoreHasEveryKeyThatIsAskedFor() throws Exception {
        List<JsonNode> resources = render("dev");
        Map<String, JsonNode> secrets = resources.stream()
                .filter(resource -> kind(resource).equals("Secret"))
                .collect(Collectors.toMap(KustomizeTest::name, secret -> secret.get("data")));

        assertThat(workloads(resources)).allSatisfy(workload -> {
            workload.findValues("secretRef").forEach(ref -> assertThat(
                            secrets.get(ref.get("name").asText()).fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("EPOCHLINE_STORE_ACCESS_KEY", "EPOCHLINE_STORE_SECRET_KEY"));
            workload.findValues("secretKeyRef")
                    .forEach(ref -> assertThat(secrets.get(ref.get("name").asText())
                                    .has(ref.get("key").asText()))
                            .isTrue());
        });
    }

    @Test
    void noSecretIsWrittenDownForProduction() throws Exception {
        assertThat(render("production"))
                .extracting(KustomizeTest::kind)
                .contains("Deployment")
                .doesNotContain("Secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production"})
    void everyPodKeepsToTheRestrictedSecurityStandard(String overlay) throws Exception {
        assertThat(workloads(render(overlay))).isNotEmpty().allSatisfy(workload -> {
            JsonNode pod = workload.at("/spec/template/spec");
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(pod.get("containers")).allSatisfy(container -> {
                assertThat(container
                                .at("/securityContext/allowPrivilegeEscalation")
                                .asBoolean(true))
                        .isFalse();
                assertThat(container.at("/securityContext/capabilities/drop/0").asText())
                        .isEqualTo("ALL");
            });
        });
    }

    /** The Deployments and StatefulSets. */
    private static Stream<JsonNode> workloads(List<JsonNode> resources) {
        return resources.stream()
                .filter(resource -> resource.at("/spec/template/spec").has("containers"));
    }

    /** What chooses pods by labels, by kind and name. */
    private static Map<String, JsonNode> selectors(List<JsonNode> resources) {
        return resources.stream()
                .filter(resource -> resource.at("/spec/selector").isObject())
                .collect(Collectors.toMap(
                        resource -> kind(resource) + " " + name(resource),
                        resource -> resource.at("/spec/selector/matchLabels").isObject()
                                ? resource.at("/spec/selector/matchLabels")
                                : resource.at("/spec/selector")));
    }

    private static List<JsonNode> render(String overlay) throws IOException, InterruptedException {
        Process kubectl = new ProcessBuilder(
                        "kubectl", "kustomize", OVERLAYS.resolve(overlay).toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(kubectl.waitFor()).as(output).isZero();
        YAMLMapper yaml = new YAMLMapper();
        try (var documents =
                yaml.readerFor(JsonNode.class).<JsonNode>readValues(new YAMLFactory().createParser(output))) {
            return documents.readAll();
        }
    }

    private static String kind(JsonNode resource) {
        return resource.get("kind").asText();
    }

    private static String name(JsonNode resource) {
        return resource.at("/metadata/name").asText();
    }
}
