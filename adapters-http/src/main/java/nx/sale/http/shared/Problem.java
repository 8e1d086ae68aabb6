package nx.sale.http.shared;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A refusal as RFC 9457 problem+json, with the platform's own three fields.
 *
 * @param code stable, what clients match
 * @param members typed facts beside the standard ones
 */
public record Problem(
        int status,
        String code,
        String title,
        String detail,
        Map<String, Object> members,
        Optional<Integer> retryAfterSeconds) {
    /** Where each code is explained. */
    static final String TYPE_PREFIX = "urn:nx-seller-sale:problem:";

    static Problem of(int status, String code, String title, String detail) {
        return new Problem(status, code, title, detail, Map.of(), Optional.empty());
    }

    String json(String instance, String requestId) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", TYPE_PREFIX + code);
        body.put("title", title);
        body.put("status", status);
        body.put("detail", detail);
        body.put("instance", instance);
        body.put("code", code);
        body.put("message", detail);
        body.put("statusCode", status);
        body.put("requestId", requestId);
        body.putAll(members);
        return Json.text(body);
    }
}
