package nx.sale.http.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nx.sale.domain.access.AccessError;
import nx.sale.http.server.Parameter;
import nx.sale.http.server.Route;

/** The headers that operations take and answer. */
final class Headers {
    private static final Map<String, Object> TEXT = Map.of("type", "string");
    private static final String REQUEST_ID = "X-Request-Id";
    private static final String TAG = "ETag";
    private static final String PAGE_TAG = "PageTag";

    /** What is taken, as it is described: by name. */
    private static final Map<String, Map<String, Object>> TAKEN = taken();

    private static final Map<String, Object> ANSWERED = answered();

    private static final Map<String, Object> DEPRECATED = Map.of(
            "Deprecation", header("@ and the seconds since 1970: when it was deprecated (RFC 9745)", TEXT),
            "Sunset", header("an HTTP date: from when it may be removed (RFC 8594)", TEXT));

    private Headers() {}

    /** The parameters, for the components of the document. */
    static Map<String, Object> parameters() {
        return Map.copyOf(TAKEN);
    }

    /** The answered headers, for the components of the document: those of deprecated routes where there are some. */
    static Map<String, Object> headers(List<Route> routes) {
        Map<String, Object> headers = new LinkedHashMap<>(ANSWERED);
        if (routes.stream().anyMatch(route -> route.deprecation().isPresent())) {
            headers.putAll(DEPRECATED);
        }
        return headers;
    }

    private static Map<String, Map<String, Object>> taken() {
        Map<String, Map<String, Object>> taken = new LinkedHashMap<>();
        Map<String, Object> merchant = parameter("x-merchant-id", "the active merchant", AnswerTexts.id());
        merchant.put("required", true);
        taken.put("Merchant", merchant);
        taken.put("Device", parameter("x-device-info", "the till: its id, or JSON with deviceId", TEXT));
        taken.put(
                "IdempotencyKey",
                parameter(
                        "Idempotency-Key",
                        "makes a repeat act once; kept seven days",
                        Map.of("type", "string", "minLength", 1, "maxLength", 255)));
        taken.put(
                "IfMatch",
                parameter(
                        "If-Match",
                        "the ETag of what this changes, such as \"7\": with another revision it is 412, and nothing changes; * for any",
                        TEXT));
        taken.put(
                "Approval", parameter("X-Approval", "tokens of POST /approvals, by commas: what others permit", TEXT));
        taken.put("RequestId", parameter(REQUEST_ID, "echoed, logged and passed on", TEXT));
        taken.put("Prefer", parameter("Prefer", "return=representation: the order comes with all its items", TEXT));
        taken.put(
                "RequestCount",
                parameter(
                        "x-request-count",
                        "false: nothing is counted, and the answer is the bare array of data; the next page is in x-next-cursor",
                        Map.of("type", "boolean", "default", true)));
        taken.put(
                "IfNoneMatch", parameter("If-None-Match", "the ETag of what is known: 304 when it is still so", TEXT));
        taken.put("WebhookId", parameter("webhook-id", "Standard Webhooks: part of what is signed", TEXT));
        taken.put(
                "WebhookTimestamp",
                parameter(
                        "webhook-timestamp", "Standard Webhooks: seconds since 1970, at most five minutes off", TEXT));
        taken.put(
                "WebhookSignature",
                parameter(
                        "webhook-signature",
                        "Standard Webhooks: v1, and HMAC-SHA256 in Base64 over id.timestamp.body; several by spaces."
                                + " Needed where secrets are configured",
                        TEXT));
        taken.put(
                "WebhookEventType",
                parameter("X-Webhook-Event-Type", "the event, instead of eventType in the body", TEXT));
        return taken;
    }

    private static Map<String, Object> parameter(String name, String description, Map<String, Object> schema) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("name", name);
        parameter.put("in", "header");
        parameter.put("description", description);
        parameter.put("schema", schema);
        return parameter;
    }

    /** References to what a route takes. */
    static List<Map<String, Object>> of(Route route) {
        List<String> names = new ArrayList<>();
        switch (route.entry()) {
            case Route.Entry.Needs needs -> {
                names.add("Merchant");
                names.add("Device");
            }
            case Route.Entry.Probe probe -> {}
            case Route.Entry.Open open -> {
                if (route.foreign().isPresent()) {
                    names.addAll(List.of("WebhookId", "WebhookTimestamp", "WebhookSignature", "WebhookEventType"));
                }
            }
        }
        if (route.keyed() && route.entry() instanceof Route.Entry.Needs) {
            names.add("IdempotencyKey");
        }
        if (route.conditional()) {
            names.add("IfMatch");
        }
        if (route.rejections().contains(AccessError.ApprovalRefused.class)) {
            names.add("Approval");
        }
        if (route.whole()) {
            names.add("Prefer");
        }
        if (route.counted()) {
            names.add("RequestCount");
        }
        names.add("RequestId");
        return names.stream()
                .map(name -> Map.<String, Object>of("$ref", "#/components/parameters/" + name))
                .toList();
    }

    private static Map<String, Object> answered() {
        Map<String, Object> answered = new LinkedHashMap<>();
        answered.put(REQUEST_ID, header("the request's id: the caller's, or a new one", TEXT));
        answered.put(
                TAG,
                header(
                        "the revision of what is answered, in quotes, for If-Match; absent of a rehearsal and of null",
                        TEXT));
        answered.put(PAGE_TAG, header("of the page as it is, for If-None-Match", TEXT));
        answered.put("Location", header("the path of that which was created, or of the list it is in", TEXT));
        answered.put(
                "Idempotent-Replayed",
                header(
                        "true: this is the answer of an earlier request with the same key; absent otherwise",
                        Map.of("type", "boolean")));
        answered.put(
                "Content-Range", header("records 0-19/57: which of how many; absent when nothing was counted", TEXT));
        answered.put("x-next-cursor", header("where the next page starts; absent on the last one", TEXT));
        answered.put(
                "x-data-complete-through",
                header("of CSV: every order completed until then is in it", AnswerTexts.schema("at")));
        answered.put(
                "Retry-After",
                header(
                        "seconds after which it is worth trying again",
                        Map.of("type", "integer", "format", "int32", "minimum", 1)));
        answered.put("WWW-Authenticate", header("Bearer", TEXT));
        answered.put("Accept-Encoding", header("identity: a body is taken without Content-Encoding only", TEXT));
        answered.put("Allow", header("of 405: the methods that the address takes", TEXT));
        answered.put("Upgrade", header("websocket: what the address takes instead", TEXT));
        answered.put("Sec-WebSocket-Version", header("13: the version of WebSocket that is spoken", TEXT));
        return answered;
    }

    private static Map<String, Object> header(String description, Map<String, Object> schema) {
        return Map.of("description", description, "schema", schema);
    }

    /** References to what a success of a route answers. */
    static Map<String, Object> ofSuccess(Route route) {
        List<String> names = new ArrayList<>(List.of(REQUEST_ID));
        boolean guarded = route.entry() instanceof Route.Entry.Needs;
        if (route.revised()) {
            names.add(TAG);
        }
        if (route.placed()) {
            names.add("Location");
        }
        if (guarded && route.keyed()) {
            names.add("Idempotent-Replayed");
        }
        if (route.counted()) {
            names.add("Content-Range");
        }
        if (route.counted() && route.parameters().contains(Parameter.CURSOR)) {
            names.add("x-next-cursor");
        }
        if (route.shape() == Route.Shape.TABLE) {
            names.add("x-data-complete-through");
        }
        if (route.deprecation().isPresent()) {
            names.addAll(DEPRECATED.keySet());
        }
        return references(names);
    }

    /** References to what a refusal answers. */
    static Map<String, Object> ofRefusal(int status) {
        return references(
                switch (status) {
                    case 401 -> List.of(REQUEST_ID, "WWW-Authenticate");
                    case 415 -> List.of(REQUEST_ID, "Accept-Encoding");
                    case 426 -> List.of(REQUEST_ID, "Upgrade", "Sec-WebSocket-Version");
                    case 503 -> List.of(REQUEST_ID, "Retry-After");
                    default -> List.of(REQUEST_ID);
                });
    }

    /** References to what a refusal before any operation answers. */
    static Map<String, Object> ofUnrouted(String range) {
        return references(range.equals("4XX") ? List.of(REQUEST_ID, "Allow") : List.of(REQUEST_ID));
    }

    /** References to what a page answers, with its tag when a browser may keep it. */
    static Map<String, Object> ofPage(boolean kept) {
        Map<String, Object> headers = references(List.of(REQUEST_ID));
        if (kept) {
            headers.put(TAG, reference(PAGE_TAG));
        }
        return headers;
    }

    private static Map<String, Object> references(List<String> names) {
        Map<String, Object> references = new LinkedHashMap<>();
        names.forEach(name -> references.put(name, reference(name)));
        return references;
    }

    private static Map<String, Object> reference(String name) {
        return Map.of("$ref", "#/components/headers/" + name);
    }
}
