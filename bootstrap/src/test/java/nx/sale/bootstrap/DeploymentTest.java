package nx.sale.bootstrap;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nx.sale.bootstrap.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests are what Kubernetes takes, agree with each other and with the service, and have the properties of OPS-12. */
class DeploymentTest {
    private static final Path OPS = Path.of("..", "ops");
    private static final Path BASE = OPS.resolve("k8s").resolve("base");
    private static final YAMLMapper YAML = new YAMLMapper();

    private static List<JsonNode> documents(Path file) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        YAML.readerFor(JsonNode.class)
                .<JsonNode>readValues(Files.readString(file))
                .forEachRemaining(documents::add);
        return documents;
    }

    private static List<JsonNode> base() throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode resource :
                documents(BASE.resolve("kustomization.yaml")).getFirst().at("/resources")) {
            all.addAll(documents(BASE.resolve(resource.asText())));
        }
        return all;
    }

    private static JsonNode one(String kind, String name) throws IOException {
        return base().stream()
                .filter(document -> document.at("/kind").asText().equals(kind)
                        && document.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void validate(JsonNode document) throws IOException {
        JsonElement element = JsonParser.parseString(new ObjectMapper().writeValueAsString(document));
        switch (document.at("/kind").asText()) {
            case "Deployment" -> V1Deployment.validateJsonElement(element);
            case "Job" -> V1Job.validateJsonElement(element);
            case "Service" -> V1Service.validateJsonElement(element);
            case "ServiceAccount" -> V1ServiceAccount.validateJsonElement(element);
            case "PodDisruptionBudget" -> V1PodDisruptionBudget.validateJsonElement(element);
            case "HorizontalPodAutoscaler" -> V2HorizontalPodAutoscaler.validateJsonElement(element);
            case "CiliumNetworkPolicy", "Middleware", "IngressRoute" ->
                assertThat(document.at("/spec").isObject()).isTrue();
            default -> throw new AssertionError("nobody knows a " + document.at("/kind"));
        }
    }

    @Test
    void kubernetesTakesEveryManifest() throws IOException {
        List<JsonNode> all = base();
        assertThat(all).hasSize(14);
        for (JsonNode document : all) {
            validate(document);
        }
        JsonNode wrong = YAML.readTree(
                Files.readString(BASE.resolve("deployment.yaml")).replace("readinessProbe", "readinessProb"));
        assertThatThrownBy(() -> validate(wrong)).hasMessageContaining("readinessProb");
    }

    // OPS-12
    @Test
    void theServiceRunsAsTheTableSays() throws IOException {
        JsonNode container = one("Deployment", "sale").at("/spec/template/spec/containers/0");
        assertThat(container.at("/image").asText()).startsWith("registry/nx-seller-sale");
        assertThat(container.at("/ports/0/containerPort").asInt()).isEqualTo(3000);
        assertThat(container.at("/resources").toString())
                .isEqualTo(json("{'requests':{'cpu':'200m','memory':'512Mi'},'limits':{'cpu':'1','memory':'2Gi'}}"));
        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/v1/api/sale/healthz");
        assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/v1/api/sale/readyz");
        assertThat(container.at("/args/0").asText()).isEqualTo("--strict-config");
        assertThat(one("HorizontalPodAutoscaler", "sale")
                        .at("/spec/metrics/0/resource/target/averageUtilization")
                        .asInt())
                .isEqualTo(70);
        JsonNode job = one("Job", "sale-migrate").at("/spec/template/spec/containers/0");
        assertThat(job.at("/env/0/value").asText()).isEqualTo("migrate");
        assertThat(job.at("/image")).isEqualTo(container.at("/image"));
        for (JsonNode pod : List.of(
                one("Deployment", "sale").at("/spec/template/spec"),
                one("Job", "sale-migrate").at("/spec/template/spec"))) {
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/containers/0/securityContext/readOnlyRootFilesystem")
                            .asBoolean())
                    .isTrue();
            assertThat(pod.at("/containers/0/securityContext/capabilities/drop/0")
                            .asText())
                    .isEqualTo("ALL");
        }
        assertThat(Files.readString(OPS.resolve("docker").resolve("Dockerfile")))
                .contains("USER 10001:10001", "EXPOSE 3000");
    }

    // OPS-12
    @Test
    void namesAgree() throws IOException {
        JsonNode labels = one("Deployment", "sale").at("/spec/template/metadata/labels");
        assertThat(one("Deployment", "sale").at("/spec/selector/matchLabels")).isEqualTo(labels);
        assertThat(one("Service", "sale").at("/spec/selector")).isEqualTo(labels);
        assertThat(one("PodDisruptionBudget", "sale").at("/spec/selector/matchLabels"))
                .isEqualTo(labels);
        assertThat(one("CiliumNetworkPolicy", "sale").at("/spec/endpointSelector/matchLabels"))
                .isEqualTo(labels);
        assertThat(one("HorizontalPodAutoscaler", "sale")
                        .at("/spec/scaleTargetRef/name")
                        .asText())
                .isEqualTo("sale");
        for (String name : List.of("sale", "sale-webhook", "sale-stream")) {
            JsonNode routes = one("IngressRoute", name).at("/spec/routes");
            assertThat(routes).hasSize(1);
            for (JsonNode middleware : routes.at("/0/middlewares")) {
                one("Middleware", middleware.at("/name").asText());
            }
            assertThat(routes.at("/0/services/0/name").asText()).isEqualTo("sale");
        }
        assertThat(one("Middleware", "sale-limit").at("/spec/rateLimit/average").asInt())
                .isEqualTo(100);
        assertThat(one("IngressRoute", "sale").at("/spec/routes/0/match").asText())
                .contains("!PathPrefix(`/v1/api/sale/metrics`)");
    }

    /** A WebSocket is opened once and kept: the limit of requests is not for it, behind Docker and in a cluster (LIVE-12). */
    // LIVE-12
    @Test
    void theStreamHasARouterWithoutTheLimit() throws IOException {
        JsonNode route = one("IngressRoute", "sale-stream").at("/spec/routes/0");
        assertThat(route.at("/match").asText()).isEqualTo("Path(`/v1/api/sale/stream`)");
        assertThat(route.at("/priority").asInt())
                .isGreaterThan(one("IngressRoute", "sale")
                        .at("/spec/routes/0/priority")
                        .asInt());
        assertThat(route.at("/middlewares").isMissingNode()).isTrue();
        JsonNode labels = documents(OPS.resolve("compose.yaml")).getFirst().at("/services/sale/labels");
        assertThat(labels.path("traefik.http.routers.sale-stream.rule").asText())
                .isEqualTo("Path(`/v1/api/sale/stream`)");
        assertThat(labels.path("traefik.http.routers.sale-stream.middlewares").isMissingNode())
                .isTrue();
        assertThat(labels.path("traefik.http.routers.sale.rule").asText()).contains("!Path(`/v1/api/sale/stream`)");
    }

    @Test
    void thePortsOfThePageAreThere() throws IOException {
        JsonNode metrics = documents(OPS.resolve("k8s").resolve("gateway").resolve("metrics.yaml"))
                .getFirst();
        validate(metrics);
        assertThat(metrics.at("/spec/type").asText()).isEqualTo("NodePort");
        assertThat(metrics.at("/spec/ports/0/port").asInt()).isEqualTo(30800);
        assertThat(metrics.at("/spec/ports/0/nodePort").asInt()).isEqualTo(30800);

        JsonNode component = documents(OPS.resolve("k8s").resolve("nodeport").resolve("kustomization.yaml"))
                .getFirst();
        JsonNode service = one("Service", "sale");
        for (JsonNode operation : YAML.readTree(component.at("/patches/0/patch").asText())) {
            String path = operation.at("/path").asText();
            JsonNode parent = service.at(path.substring(0, path.lastIndexOf('/')));
            assertThat(parent.isObject()).as(path).isTrue();
            ((ObjectNode) parent).set(path.substring(path.lastIndexOf('/') + 1), operation.at("/value"));
        }
        validate(service);
        assertThat(service.at("/spec/type").asText()).isEqualTo("NodePort");
        assertThat(service.at("/spec/ports/0/nodePort").asInt()).isEqualTo(31030);
        assertThat(service.at("/spec/ports/0/targetPort").asText()).isEqualTo("http");
        String open = YAML.readTree(component.at("/patches/1/patch").asText())
                .at("/0/value/toPorts/0/rules/http/0/path")
                .asText();
        assertThat("/v1/api/sale/webhooks/payment").doesNotMatch(open);
        assertThat("/v1/api/sale/metrics").doesNotMatch(open);
        for (String path :
                List.of("sale-orders/1", "healthz", "readyz", "stream", "doc/openapi.json", "pos/sessions")) {
            assertThat("/v1/api/sale/" + path).matches(open);
        }
        assertThat(documents(OPS.resolve("k8s").resolve("dev").resolve("kustomization.yaml"))
                        .getFirst()
                        .at("/components/0")
                        .asText())
                .isEqualTo("../nodeport");
    }

    // OPS-12
    @Test
    void devMigratesOnBoot_theOthersBeforeTheRollout() throws IOException {
        String key = "APP_ENV_DB_MIGRATE_ON_BOOT";
        Path dev = OPS.resolve("k8s").resolve("dev").resolve("kustomization.yaml");
        assertThat(literals(dev)).contains(key + "=true");
        List<String> removed = new ArrayList<>();
        for (JsonNode patch : documents(dev).getFirst().at("/patches")) {
            if (patch.at("/patch").asText().startsWith("$patch: delete")) {
                removed.add(patch.at("/target/kind").asText() + " "
                        + patch.at("/target/name").asText());
            }
        }
        assertThat(removed).containsExactly("Job sale-migrate", "CiliumNetworkPolicy sale-migrate");
        for (String later : List.of("staging", "production")) {
            assertThat(Files.readString(OPS.resolve("k8s").resolve(later).resolve("kustomization.yaml")))
                    .doesNotContain(key, "$patch: delete");
        }
    }

    /** {@code kubectl exec deploy/sale -- sale migrate}: the script of the image hands its words on, whatever RUN_MODE the pod has. */
    @ParameterizedTest
    @CsvSource({
        "migrate, migrate, info",
        "ops overview, ops overview, error",
        "catalogue import menu.json, catalogue import menu.json, error",
        "'', '', ''"
    })
    void theImagesCommandHandsItsWordsOn(String words, String handed, String level, @TempDir Path folder)
            throws Exception {
        Path java = Files.writeString(folder.resolve("java"), """
                #!/bin/sh
                echo "${APP_ENV_LOG_LEVEL:-} ${RUN_MODE:-} $*"
                """);
        assertThat(java.toFile().setExecutable(true)).isTrue();
        List<String> command = new ArrayList<>(
                List.of("sh", OPS.resolve("docker").resolve("sale").toString()));
        Stream.of(words.split(" ")).filter(word -> !word.isEmpty()).forEach(command::add);
        ProcessBuilder shell = new ProcessBuilder(command);
        shell.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        shell.environment().put("RUN_MODE", "serve");
        shell.environment().remove("APP_ENV_LOG_LEVEL");

        String said = new String(shell.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said)
                .startsWith(level + " serve -Xms48m -XX:")
                .endsWith(("-jar /app/nx-seller-sale.jar " + handed).strip() + "\n");
    }

    /** The image's command with a folder of the test in the place of /app, and a java that says how it was called. */
    private static List<String> imagesCommand(Path app) throws Exception {
        Path bin = Files.createDirectories(app.resolve("java/bin"));
        Path java = Files.writeString(bin.resolve("java"), """
                #!/bin/sh
                echo "$*"
                """);
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Path script = Files.writeString(
                app.resolve("sale"),
                Files.readString(OPS.resolve("docker").resolve("sale")).replace("/app", app.toString()));
        ProcessBuilder shell = new ProcessBuilder("sh", script.toString());
        shell.environment().put("PATH", bin + ":" + System.getenv("PATH"));
        shell.redirectErrorStream(true);
        String said = new String(shell.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said.lines().toList();
    }

    @Test
    void theImageStartsFromWhatItsJavaLearnt_andSaysSoWhenItWasAnother(@TempDir Path app) throws Exception {
        assertThat(imagesCommand(app)).singleElement().asString().doesNotContain("AOTCache");

        Files.writeString(app.resolve("sale.aot"), "cache");
        Files.writeString(app.resolve("sale.aot.java"), "25.0.3");
        Files.writeString(app.resolve("java/release"), "25.0.3");
        assertThat(imagesCommand(app)).singleElement().asString().contains(" -XX:AOTCache=" + app + "/sale.aot ");

        Files.writeString(app.resolve("java/release"), "25.0.4");
        assertThat(imagesCommand(app))
                .hasSize(2)
                .contains("sale: starts without the trained cache, which is of another Java")
                .last()
                .asString()
                .doesNotContain("AOTCache");
    }

    /** {@code kubectl apply -l step=migrate} brings everything the job refers to, but for the secret, which is the cluster's. */
    @Test
    void theMigrationCanRunBeforeTheRest() throws IOException {
        JsonNode job = one("Job", "sale-migrate");
        JsonNode pod = job.at("/spec/template/spec");
        String label = "/metadata/labels/step";
        assertThat(job.at(label).asText()).isEqualTo("migrate");
        assertThat(one("ServiceAccount", pod.at("/serviceAccountName").asText())
                        .at(label)
                        .asText())
                .isEqualTo("migrate");
        JsonNode generated =
                documents(BASE.resolve("kustomization.yaml")).getFirst().at("/configMapGenerator/0");
        assertThat(pod.at("/containers/0/envFrom").findValues("configMapRef"))
                .singleElement()
                .satisfies(map -> assertThat(map.at("/name")).isEqualTo(generated.at("/name")));
        assertThat(generated.at("/options/labels/step").asText()).isEqualTo("migrate");
        assertThat(base())
                .filteredOn(document -> document.at("/spec/endpointSelector/matchLabels")
                        .equals(job.at("/spec/template/metadata/labels")))
                .singleElement()
                .satisfies(policy -> assertThat(policy.at(label).asText()).isEqualTo("migrate"));
    }

    /** The routers as Traefik names them, behind Docker and in a cluster. */
    @Test
    void gatewayDashboardQueriesOurRouters() throws IOException {
        JsonNode compose = documents(OPS.resolve("compose.yaml")).getFirst();
        Set<String> routers = new TreeSet<>();
        Pattern label = Pattern.compile("traefik\\.http\\.routers\\.([^.]+)\\.rule");
        compose.at("/services/sale/labels").fieldNames().forEachRemaining(name -> {
            Matcher router = label.matcher(name);
            if (router.matches()) {
                routers.add(router.group(1) + "@docker");
                assertThat(compose.at("/services/sale/labels")
                                .path("traefik.http.routers." + router.group(1) + ".entrypoints")
                                .asText())
                        .as("not beside the gateway's metrics")
                        .isEqualTo("web");
            }
        });
        for (JsonNode document : base()) {
            if (document.at("/kind").asText().equals("IngressRoute")) {
                routers.add("sale-production-" + document.at("/metadata/name").asText()
                        + "-0a1b2c3d4e5f60718293@kubernetescrd");
            }
        }
        assertThat(routers).hasSize(6);
        Set<String> asked = new TreeSet<>();
        Matcher selector = Pattern.compile("""
                router=~\\\\"(.+?)\\\\[\\x22]""")
                .matcher(Files.readString(OPS.resolve("grafana").resolve("gateway.json")));
        while (selector.find()) {
            asked.add(selector.group(1));
        }
        Set<Set<String>> seen = new HashSet<>();
        for (String pattern : asked) {
            seen.add(routers.stream().filter(router -> router.matches(pattern)).collect(Collectors.toSet()));
            assertThat("sale-production-other-0a1b2c3d4e5f60718293@kubernetescrd")
                    .doesNotMatch(pattern);
        }
        assertThat(seen)
                .as("all of them, and those of the webhook")
                .containsExactlyInAnyOrder(
                        routers,
                        routers.stream()
                                .filter(router -> router.contains("webhook"))
                                .collect(Collectors.toSet()));
        assertThat(compose.at("/services/traefik/command").toString())
                .contains(
                        "--entrypoints.metrics.address=:30800",
                        "--metrics.prometheus.entrypoint=metrics",
                        "--metrics.prometheus.addrouterslabels=true");
    }

    @Test
    void readThroughFromCommerceOpensTheWayThere() throws IOException {
        JsonNode component = documents(OPS.resolve("k8s").resolve("commerce").resolve("kustomization.yaml"))
                .getFirst();
        JsonNode patch = component.at("/patches/0");
        JsonNode policy =
                one(patch.at("/target/kind").asText(), patch.at("/target/name").asText());
        JsonNode added = YAML.readTree(patch.at("/patch").asText()).get(0);
        assertThat(added.at("/op").asText() + " " + added.at("/path").asText()).isEqualTo("add /spec/egress/-");
        assertThat(policy.at("/spec/egress").isArray()).isTrue();
        assertThat(policy.toString()).doesNotContain("commerce");
        List<String> literals = literals(BASE.resolve("kustomization.yaml"));
        literals.addAll(literals(OPS.resolve("k8s").resolve("commerce").resolve("kustomization.yaml")));
        requireUnderstood(literals, Map.of("APP_ENV_POSTGRES_PASSWORD", "x", "APP_ENV_SERVICE_SECRET", "x"));
        String url = literals.getLast();
        assertThat(url)
                .isEqualTo("APP_ENV_COMMERCE_URL=http://"
                        + added.at("/value/toEndpoints/0/matchLabels")
                                .path("app.kubernetes.io/name")
                                .asText()
                        + ":" + added.at("/value/toPorts/0/ports/0/port").asText());
    }

    /** The settings of a set of literals, as the service would read them; nothing but secrets may be missing. */
    private static void requireUnderstood(List<String> literals, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        literals.forEach(literal -> environment.put(
                literal.substring(0, literal.indexOf('=')), literal.substring(literal.indexOf('=') + 1)));
        for (String mode : List.of("serve", "migrate")) {
            environment.put("RUN_MODE", mode);
            assertThat(Config.of(environment, true).warnings()).isEmpty();
        }
    }

    private static List<String> literals(Path kustomization) throws IOException {
        List<String> literals = new ArrayList<>();
        documents(kustomization)
                .getFirst()
                .at("/configMapGenerator/0/literals")
                .forEach(literal -> literals.add(literal.asText()));
        return literals;
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "staging", "production"})
    void anOverlayChangesWhatIsThere_andTheServiceUnderstandsIt(String name) throws IOException {
        Path file = OPS.resolve("k8s").resolve(name).resolve("kustomization.yaml");
        JsonNode overlay = documents(file).getFirst();
        assertThat(overlay.at("/images/0/name").asText()).isEqualTo("registry/nx-seller-sale");
        assertThat(overlay.at("/images/0/newTag").asText()).doesNotContain("latest");
        int replicas = overlay.at("/replicas/0/count").asInt();
        assertThat(replicas).isEqualTo(name.equals("dev") ? 1 : 2);
        for (JsonNode patch : overlay.at("/patches")) {
            JsonNode target = one(
                    patch.at("/target/kind").asText(), patch.at("/target/name").asText());
            for (JsonNode operation : YAML.readTree(patch.at("/patch").asText())) {
                assertThat(target.at(operation.at("/path").asText()).isMissingNode())
                        .as(operation.toString())
                        .isFalse();
            }
        }
        List<String> literals = literals(BASE.resolve("kustomization.yaml"));
        literals.addAll(literals(file));
        requireUnderstood(
                literals,
                Map.of(
                        "APP_ENV_POSTGRES_PASSWORD", "x",
                        "APP_ENV_SERVICE_SECRET", "x",
                        "APP_ENV_SERVICE_CREDENTIALS", "back-office:x",
                        "APP_ENV_WEBHOOK_SECRETS", "x",
                        "APP_ENV_KAFKA_SASL_PASSWORD", "x"));
    }

    @Test
    void whatIsDeployedIsWhatIsTested() throws IOException {
        String pom = Files.readString(Path.of("..", "pom.xml"));
        JsonNode services = documents(OPS.resolve("compose.yaml")).getFirst().at("/services");
        assertThat(services.at("/kafka/image").asText())
                .isEqualTo("${SALE_KAFKA_IMAGE:-apache/kafka:" + version(pom, "kafka.version") + "}");
        assertThat(services.at("/postgres/image").asText())
                .isEqualTo("${SALE_POSTGRES_IMAGE:-postgres:"
                        + version(pom, "postgres-binaries.version").replaceFirst("\\.\\d+$", "") + "-alpine}");
    }

    private static String version(String pom, String property) {
        Matcher value = Pattern.compile("<" + property + ">([^<]+)</").matcher(pom);
        assertThat(value.find()).as(property).isTrue();
        return value.group(1);
    }

    @Test
    void composeAgreesWithTheService() throws IOException {
        JsonNode compose = documents(OPS.resolve("compose.yaml")).getFirst();
        List<String> literals = new ArrayList<>();
        compose.at("/x-sale/environment")
                .properties()
                .forEach(entry -> literals.add(
                        entry.getKey() + "=" + entry.getValue().asText().replaceAll("\\$\\{.*}", "http://there")));
        assertThat(literals).hasSizeGreaterThan(7);
        requireUnderstood(literals, Map.of());
        Set<String> services = new TreeSet<>();
        compose.at("/services").fieldNames().forEachRemaining(services::add);
        assertThat(services).containsExactly("kafka", "migrate", "postgres", "redis", "sale", "traefik");
        assertThat(compose.at("/services/sale/labels").toString())
                .contains(
                        "PathPrefix(`/v1/api/sale`)",
                        json("'traefik.http.middlewares.sale-limit.ratelimit.average':'100'"));
        try (Stream<Path> files = Files.walk(OPS)) {
            Pattern image = Pattern.compile("(?m)^\\s*(?:image: *|ARG BASE=)(\\S+)");
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(path -> path.toString().matches(".*(compose.yaml|Dockerfile)"))
                    .toList()) {
                Matcher images = image.matcher(Files.readString(file));
                while (images.find()) {
                    assertThat(images.group(1))
                            .as("pinned in " + file)
                            .contains(":")
                            .doesNotContain("latest");
                }
            }
        }
    }
}
