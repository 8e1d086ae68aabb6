package nx.sale.http.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import nx.sale.domain.access.PolicyRule;
import nx.sale.domain.access.PolicySource;
import nx.sale.domain.shared.Unavailable;
import nx.sale.json.BoundedAnswer;
import nx.sale.json.BoundedJson;

/** Reads a user's policy definitions from identity (platform contract). Named as the platform knows it. */
public final class PolicyDefinitionService implements PolicySource {
    private static final ObjectMapper JSON = BoundedJson.messages();
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    /** Bytes of an answer: some ten thousand rules. */
    static final int LONGEST = 4 << 20;

    private final URI identity;
    private final String authorization;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    public PolicyDefinitionService(URI identity, String name, String secret) {
        this.identity = identity;
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((name + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<PolicyRule> listRules(String userId) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        identity + "/policy-definitions?userId=" + URLEncoder.encode(userId, StandardCharsets.UTF_8)))
                .header("Accept", "application/json")
                .header("Authorization", authorization)
                .build();
        try {
            HttpResponse<String> response = BoundedAnswer.ask(http, request, TIMEOUT, LONGEST);
            // a user without definitions is an empty list: anything but a list says nothing about the user
            if (response.statusCode() != 200) {
                throw new IOException("identity answered " + response.statusCode() + " for policy definitions");
            }
            return parse(response.body());
        } catch (IOException e) {
            throw new Unavailable(Unavailable.Part.IDENTITY, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable(Unavailable.Part.IDENTITY, e);
        }
    }

    /** The rows, bare or in {@code {data: [...]}}. Throws when it is neither: that somebody may do nothing must have been said. */
    static List<PolicyRule> parse(String body) throws JsonProcessingException {
        JsonNode tree = JSON.readTree(body);
        JsonNode rows = tree.isArray() ? tree : tree.path("data");
        if (!rows.isArray()) {
            throw new JsonMappingException(null, "these are no policy definitions");
        }
        List<PolicyRule> rules = new ArrayList<>();
        for (JsonNode row : rows) {
            if (!row.isObject()) {
                throw new JsonMappingException(null, "this is no policy definition");
            }
            rules.add(new PolicyRule(
                    row.path("variant").asText(),
                    row.path("subjectType").asText(),
                    row.path("subjectId").asText(),
                    row.path("targetType").asText(),
                    row.path("targetId").asText(),
                    row.path("action").asText(),
                    row.path("effect").asText("allow"),
                    row.path("domain").asText("*")));
        }
        return rules;
    }

    static String text(List<PolicyRule> rules) {
        try {
            return JSON.writeValueAsString(rules);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
