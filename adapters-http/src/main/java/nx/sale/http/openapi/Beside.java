package nx.sale.http.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is served beside the routes: the live stream, the metrics, and the documents themselves. */
final class Beside {
    private static final String JSON = "application/json";
    private static final Map<String, Object> TEXT = Map.of("type", "string");

    private final ProblemSchemas problems;

    Beside(ProblemSchemas problems) {
        this.problems = problems;
    }

    void addTo(Map<String, Map<String, Object>> paths) {
        paths.put("/stream", Map.of("get", stream()));
        paths.put("/metrics", page("getMetrics", "Prometheus metrics", "text/plain", TEXT));
        paths.put("/doc", page("getExplorer", "The page to explore this API with", "text/html", TEXT));
        paths.put("/doc/openapi.json", page("getOpenApi", "This document", JSON, Map.of("type", "object")));
        paths.put(
                "/doc/asyncapi.json",
                page("getAsyncApi", "The messages this service sends, as AsyncAPI", JSON, Map.of("type", "object")));
    }

    private Map<String, Object> stream() {
        Map<String, Object> responses = new LinkedHashMap<>();
        responses.put("101", Map.of("description", "the WebSocket is open: sign in within five seconds"));
        refusal(responses, 426, "upgrade-required");
        refusal(responses, 500, "internal-error");
        refusal(responses, 503, "overloaded");
        return operation("openStream", "/stream", "Live updates over a WebSocket", responses);
    }

    private Map<String, Object> page(String operation, String summary, String mediaType, Map<String, Object> schema) {
        Map<String, Object> responses = new LinkedHashMap<>();
        boolean kept = !operation.equals("getMetrics");
        Map<String, Object> headers = Headers.ofPage(kept);
        responses.put(
                "200",
                Map.of(
                        "description",
                        summary,
                        "headers",
                        headers,
                        "content",
                        Map.of(mediaType, Map.of("schema", schema))));
        if (kept) {
            responses.put("304", Map.of("description", "as If-None-Match has it", "headers", headers));
        }
        refusal(responses, 400, "bad-request");
        refusal(responses, 422, "invalid");
        refusal(responses, 500, "internal-error");
        refusal(responses, 503, "overloaded");
        Map<String, Object> page = operation(operation, "/doc", summary, responses);
        if (kept) {
            List<Object> parameters = new ArrayList<>(List.of(Map.of("$ref", "#/components/parameters/IfNoneMatch")));
            parameters.add(Map.of("$ref", "#/components/parameters/RequestId"));
            page.put("parameters", parameters);
        }
        return Map.of("get", page);
    }

    private void refusal(Map<String, Object> responses, int status, String code) {
        responses.put(Integer.toString(status), problems.response(status, List.of(code)));
    }

    private Map<String, Object> operation(String id, String path, String summary, Map<String, Object> responses) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", id);
        operation.put("summary", summary);
        operation.put("description", Descriptions.of(id, summary));
        operation.put("tags", List.of(Tags.of(path).title()));
        operation.put("security", List.of());
        operation.put("parameters", List.of(Map.of("$ref", "#/components/parameters/RequestId")));
        responses.putAll(problems.unrouted());
        operation.put("responses", responses);
        return operation;
    }
}
