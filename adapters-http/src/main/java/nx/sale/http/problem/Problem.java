package nx.sale.http.problem;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.shared.PlainText;
import nx.sale.http.json.Json;

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
    private static final int DETAIL_SHOWN = 2_000;

    /** Always UTF-8, whatever the text. */
    public static final String MEDIA_TYPE = "application/problem+json; charset=utf-8";

    /** Where each code is explained. */
    static final String TYPE_PREFIX = "urn:nx-seller-sale:problem:";

    /** What the platform's front ends translate a problem by. */
    private static final String MESSAGE_PREFIX = "server.sale.";

    /** A message as the platform's front ends read it. */
    private record Normalized(String text, String code, Map<String, Object> args) {}

    /** Details may quote what others wrote. */
    public Problem {
        detail = PlainText.shown(detail, DETAIL_SHOWN);
    }

    static Problem of(int status, String code, String title, String detail) {
        return new Problem(status, code, title, detail, Map.of(), Optional.empty());
    }

    public String json(String instance, String requestId) {
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
        String messageCode = MESSAGE_PREFIX + code.replace('-', '.');
        Map<String, Object> facts = new LinkedHashMap<>(members);
        facts.remove("errors");
        body.put("messageCode", messageCode);
        body.put("normalized", new Normalized(detail, messageCode, facts));
        body.put("extra", Map.of("messageArgs", facts));
        return Json.text(body);
    }
}
