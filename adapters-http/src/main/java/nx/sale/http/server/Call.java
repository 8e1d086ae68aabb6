package nx.sale.http.server;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nx.sale.application.requests.Authority;
import nx.sale.application.requests.Request;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Caller;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.IdText;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.requests.RequestKey;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.PlainText;
import nx.sale.domain.shared.Rejected;
import nx.sale.http.json.BodyReader;
import nx.sale.http.json.InvalidInput;
import nx.sale.http.json.JsonTree;
import nx.sale.http.json.Times;

/** One request being served: who calls, for which merchant, and everything it carries, read strictly. */
public final class Call {
    private static final int KEY_LIMIT = 255;
    private static final int APPROVALS = 5;
    private static final int TEXT_LIMIT = 100;
    private static final Pattern REVISION = Pattern.compile("(?:W/)?(\"?)(\\d{1,18})\\1");
    private static final int DEVICE_LIMIT = 200;

    private final Context context;
    private final Route route;
    private final String requestId;
    private final Access access;
    private final RequestHeaders headers;
    private Map<String, String> query = Map.of();
    private Optional<Caller> caller = Optional.empty();
    private Optional<MerchantId> merchant = Optional.empty();
    private final RequestBody body;
    private String mediaType = "application/json; charset=utf-8";

    /** The guard of the server: who calls, and what they may. */
    public interface Access {
        /** Rejects with NotSignedIn; throws Unavailable when that cannot be checked. */
        Caller caller(Call call);

        /** Whether the caller may do this at the merchant. Throws Unavailable when that cannot be checked. */
        boolean allowed(Caller caller, MerchantId merchant, nx.sale.domain.access.Permission permission);
    }

    Call(Context context, Route route, String requestId, Access access) {
        this.context = context;
        this.route = route;
        this.requestId = requestId;
        this.access = access;
        this.headers = new RequestHeaders(context.req());
        this.body = new RequestBody(context, headers);
    }

    void admit(Caller who, MerchantId where) {
        caller = Optional.of(who);
        merchant = Optional.of(where);
    }

    public Route route() {
        return route;
    }

    /** The address of the connection's other end. */
    public String peer() {
        return context.ip();
    }

    public String requestId() {
        return requestId;
    }

    public Caller caller() {
        return caller.orElseThrow();
    }

    /** Whether it is known for which merchant somebody calls. */
    boolean admitted() {
        return merchant.isPresent();
    }

    /** The active merchant. */
    public MerchantId merchant() {
        return merchant.orElseThrow();
    }

    /** Whether the caller may also do this, beyond what the route itself asks for. */
    public boolean may(String permission) {
        return access.allowed(caller(), merchant(), new nx.sale.domain.access.Permission(permission));
    }

    /** Refuses who is not of the platform: what is asked for belongs to no merchant (ACCESS-16). */
    public void requirePlatform() {
        if (!caller().platform()) {
            throw new Rejected(new AccessError.Denied(route.permission()));
        }
    }

    /**
     * Which of these permissions the caller has, and the approvals that came along ({@code X-Approval}, several by commas): asked
     * before anything is locked.
     */
    public Authority authority(String... permissions) {
        List<String> tokens = headers.listed("X-Approval")
                .map(text -> Arrays.stream(text.split(",")).map(String::strip).toList())
                .orElse(List.of());
        if (tokens.size() > APPROVALS || tokens.stream().anyMatch(token -> !token.matches("[\\w-]{20,100}"))) {
            throw InvalidInput.field("header.X-Approval", "format", "must be tokens of approvals, by commas");
        }
        return new Authority(
                Arrays.stream(permissions).filter(this::may).collect(Collectors.toUnmodifiableSet()), tokens);
    }

    public Origin origin() {
        return new Origin(caller().actor(), device(), requestId);
    }

    /** The same when only the caller matters: a till that cannot be read is left out. */
    public Origin originOfCaller() {
        try {
            return origin();
        } catch (InvalidInput unreadable) {
            return new Origin(caller().actor(), Optional.empty(), requestId);
        }
    }

    /** The write as the use cases take it: where it comes from and its idempotency key. */
    public Request request() {
        return new Request(origin(), key());
    }

    private Optional<RequestKey> key() {
        return header("Idempotency-Key").filter(key -> route.keyed()).map(key -> {
            if (key.length() > KEY_LIMIT || !key.chars().allMatch(c -> c >= 0x21 && c <= 0x7e)) {
                throw InvalidInput.field(
                        "header.Idempotency-Key", "format", "must be 1 to 255 visible ASCII characters");
            }
            return new RequestKey(merchant(), caller().actor().label(), key, fingerprint());
        });
    }

    private String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((route.method() + "\n" + context.path() + "\n").getBytes(StandardCharsets.UTF_8));
            new TreeMap<>(query)
                    .forEach((name, value) ->
                            digest.update((name + "=[" + value + "]\n").getBytes(StandardCharsets.UTF_8)));
            digest.update(bytes());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** A header with one value. Refuses one that is repeated or is not UTF-8. */
    public Optional<String> header(String name) {
        return headers.one(name);
    }

    /** A header of whatever content, to be kept or compared: never refused. */
    public Optional<String> headerAsSent(String name) {
        return headers.asSent(name);
    }

    /** Who the caller says to be, unchecked. */
    public Optional<String> credentials() {
        try {
            return headers.one("Authorization");
        } catch (InvalidInput unreadable) {
            throw new Rejected(new AccessError.NotSignedIn("The Authorization header cannot be read."));
        }
    }

    /** Which of these media types the caller would rather have; the first when none is accepted (decision 0022). */
    public String preferred(String... types) {
        return Preference.among(headers.asSent("Accept"), List.of(types));
    }

    /** The till: the header's text, or the {@code deviceId} of its JSON. */
    private Optional<DeviceId> device() {
        return header("x-device-info").map(info -> {
            String id = info;
            if (info.stripLeading().startsWith("{")) {
                Object tree = JsonTree.parse(info, "header.x-device-info");
                id = tree instanceof Map<?, ?> fields && fields.get("deviceId") instanceof String text ? text : "";
            }
            if (!PlainText.clean(id, DEVICE_LIMIT)) {
                throw InvalidInput.field(
                        "header.x-device-info",
                        "format",
                        "must be the till's id of 1 to " + DEVICE_LIMIT + " characters, or JSON with deviceId");
            }
            return new DeviceId(id);
        });
    }

    /** The revision the caller insists on. */
    public Optional<Long> expectedRevision() {
        return headers.listed("If-Match")
                .map(String::strip)
                .filter(tag -> !tag.equals("*"))
                .map(tag -> {
                    Matcher matcher = REVISION.matcher(tag);
                    if (!matcher.matches()) {
                        throw InvalidInput.field(
                                "header.If-Match", "format", "must be the one ETag of an answer, such as \"7\", or *");
                    }
                    return Long.parseLong(matcher.group(2));
                });
    }

    /** Refuses to write under a condition that this route would not look at; any revision is fine with {@code *}. */
    void requireKnownCondition() {
        if (route.method().keyed()
                && caller.isPresent()
                && !route.conditional()
                && expectedRevision().isPresent()) {
            throw InvalidInput.field(
                    "header.If-Match", "not-allowed", "does not go here: what this writes has no revision to compare");
        }
    }

    /** Adds a header to the answer. */
    public void answerHeader(String name, String value) {
        context.header(name, value);
    }

    /** The answer is not JSON but this. */
    public void answersAs(String type) {
        mediaType = type;
    }

    String mediaType() {
        return mediaType;
    }

    public boolean wantsRepresentation() {
        return headers.listed("Prefer").stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(preference -> preference.split(";", 2)[0].replaceAll("[\\s\"]", ""))
                .anyMatch(preference -> preference.equalsIgnoreCase("return=representation"));
    }

    public boolean wantsCount() {
        return header("x-request-count")
                .filter(value -> value.equalsIgnoreCase("false"))
                .isEmpty();
    }

    /** An id of the path. */
    public long pathId(String name) {
        return id(context.pathParam(name), "path." + name);
    }

    /** A parameter of the path that is not an id: 1 to 100 characters of text. */
    public String pathText(String name) {
        String text = context.pathParam(name);
        if (!PlainText.clean(text, TEXT_LIMIT)) {
            throw InvalidInput.field("path." + name, "format", "must be 1 to " + TEXT_LIMIT + " characters of text");
        }
        return text;
    }

    public Optional<String> query(String name) {
        if (!route.parameterNames().contains(name)) {
            throw new IllegalStateException(route.operation() + " does not declare the parameter " + name);
        }
        return Optional.ofNullable(query.get(name));
    }

    /** Reads what is around the body, before anything is done: refuses a query or an encoding that is not taken. */
    void open() {
        if (!route.queryIgnored()) {
            query = QueryString.read(context.queryString(), route.parameterNames());
        }
        if (route.method() != Route.Method.GET) {
            body.requireNoEncoding();
        }
    }

    /** Page size: 1 to 200, 20 when not given. */
    public int limit() {
        return number("limit", 1, 200).orElse(20);
    }

    /** Where the page starts: the nextCursor of the page before. */
    public Optional<Long> cursor() {
        return query("cursor").map(text -> id(text, "query.cursor"));
    }

    /** An id given as a query parameter. */
    public Optional<Long> idParameter(String name) {
        return query(name).map(text -> id(text, "query." + name));
    }

    /** A time given as a query parameter. */
    public Optional<Instant> time(String name) {
        return query(name).map(text -> Times.instant(text, "query." + name, Times.Span.ASKED));
    }

    /** A whole number given as a query parameter. */
    public Optional<Integer> number(String name, int min, int max) {
        return query(name).map(text -> {
            if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
                throw InvalidInput.field("query." + name, "out-of-range", "must be " + min + " to " + max);
            }
            return Integer.parseInt(text);
        });
    }

    /** Whether a rehearsal is asked for. */
    public boolean dryRun() {
        return flag("dryRun");
    }

    /** True or false; false when absent. */
    public boolean flag(String name) {
        return query(name)
                .map(text -> {
                    if (!text.equals("true") && !text.equals("false")) {
                        throw InvalidInput.field("query." + name, "not-allowed", "must be true or false");
                    }
                    return text.equals("true");
                })
                .orElse(false);
    }

    public <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
        return query(name)
                .map(text -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> constant.name().equals(text))
                        .findFirst()
                        .orElseThrow(() -> InvalidInput.field(
                                "query." + name,
                                "not-allowed",
                                "must be one of " + Arrays.toString(type.getEnumConstants()))));
    }

    /** The ids of a query parameter, by commas; none when it is absent. */
    public List<Long> ids(String name) {
        return query(name).stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(text -> id(text, "query." + name))
                .toList();
    }

    public static long id(String text, String path) {
        if (!IdText.spelled(text)) {
            throw InvalidInput.field(path, "format", "must be an id: 1 to 19 digits");
        }
        return IdText.read(text).orElseThrow(() -> InvalidInput.field(path, "out-of-range", "is too large for an id"));
    }

    /** The body as the route's record; an absent body counts as {@code {}}, and so does null, which generated clients send for it. */
    public <R extends Record> R body(Class<R> type) {
        byte[] raw = bytes();
        if (raw.length > 0) {
            requireJson();
        }
        Object tree = raw.length == 0 ? null : JsonTree.parse(raw);
        return BodyReader.read(type, tree == null ? Map.of() : tree);
    }

    /** Refuses a body of another kind than JSON. */
    public void requireJson() {
        body.requireJson();
    }

    /** The raw body, at most 1 MiB. */
    public byte[] bytes() {
        return body.bytes();
    }
}
