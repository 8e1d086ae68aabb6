package nx.sale.http.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.access.PolicyRule;
import nx.sale.domain.access.PolicySource;
import nx.sale.domain.shared.Unavailable;
import nx.sale.json.BoundedJson;
import nx.sale.json.SisterClient;

/** Reads a user's policy definitions from identity (platform contract). Named as the platform knows it. */
public final class PolicyDefinitionService implements PolicySource {
    private static final ObjectMapper JSON = BoundedJson.messages();
    /** Bytes of an answer: some ten thousand rules. */
    static final int LONGEST = 4 << 20;

    private final SisterClient identity;

    public PolicyDefinitionService(URI identity, String name, String secret) {
        this.identity = new SisterClient(
                new SisterClient.Access(identity, Optional.of(new SisterClient.Credentials(name, secret)), LONGEST));
    }

    @Override
    public List<PolicyRule> listRules(String userId) {
        try {
            SisterClient.Reply reply =
                    identity.get("/policy-definitions?userId=" + URLEncoder.encode(userId, StandardCharsets.UTF_8));
            // a user without definitions is an empty list: anything but a list says nothing about the user
            if (reply.status() != 200) {
                throw new IOException("identity answered " + reply.status() + " for policy definitions");
            }
            return parse(reply.body());
        } catch (SisterClient.Failure | IOException e) {
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
