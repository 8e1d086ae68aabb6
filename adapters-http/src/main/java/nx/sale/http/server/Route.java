package nx.sale.http.server;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import nx.sale.domain.access.Permission;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.Unavailable;
import nx.sale.http.json.Rules;
import nx.sale.http.problem.WebhookFailed;

/**
 * One route: where it is, who may call it, what it takes and gives, and the handler. The server, the OpenAPI document and the
 * permission tests all read this one list.
 */
public final class Route {
    /** The HTTP methods in use. */
    public enum Method {
        GET,
        POST,
        PUT,
        PATCH,
        DELETE;

        /** Whether a repeat under the same key is answered from memory. */
        boolean keyed() {
            return this != GET;
        }
    }

    /** How answers are laid out. */
    public enum Shape {
        ONE,
        /** One, or null. */
        ONE_OR_NONE,
        LIST,
        /** Rows with what they are about around them, as JSON or as CSV. */
        TABLE
    }

    /** Who may call. */
    public sealed interface Entry {
        /** Anybody, so many times a second ({@link OpenGuard}). */
        record Open() implements Entry {}

        /** Anybody, as often as they like: whoever watches the process must not be kept from it. */
        record Probe() implements Entry {}

        /**
         * Whoever has the permission at the active merchant.
         *
         * @param or another that lets in too: what is asked for decides which of both is needed
         */
        record Needs(Permission permission, Optional<Permission> or) implements Entry {
            boolean metBy(Predicate<Permission> caller) {
                return caller.test(permission) || or.filter(caller).isPresent();
            }
        }
    }

    /** Serves one call. */
    @FunctionalInterface
    public interface Handler {
        Answer handle(Call call);
    }

    /** Says that what the path names is not there. */
    @FunctionalInterface
    public interface Existence {
        Optional<DomainError> missing(Call call);
    }

    private static final int CREATED = 201;

    private final Method method;
    private final String path;
    private final String operation;
    private final String summary;
    private final List<Parameter> parameters = new ArrayList<>();
    private final Set<String> parameterNames = new HashSet<>();
    private final List<Class<? extends DomainError>> rejections = new ArrayList<>();
    private final List<Unavailable.Part> missing = new ArrayList<>();
    private final List<WebhookFailed.Code> failures = new ArrayList<>();
    private Entry entry = new Entry.Open();
    private Optional<Class<? extends Record>> body = Optional.empty();
    private Optional<String> foreign = Optional.empty();
    private boolean unready;
    private Optional<Class<?>> answer = Optional.empty();
    private final List<String> texts = new ArrayList<>();
    private Shape shape = Shape.ONE;
    private int status = 200;
    private boolean placed;
    private boolean revised;
    private boolean asks;
    private boolean queryIgnored;
    private boolean counted;
    private boolean whole;
    private Optional<Deprecation> deprecation = Optional.empty();
    private Existence existence = call -> Optional.empty();
    private Handler handler = call -> {
        throw new IllegalStateException("no handler");
    };

    private Route(Method method, String path, String operation, String summary) {
        this.method = method;
        this.path = path;
        this.operation = operation;
        this.summary = summary;
    }

    /**
     * @param path below the base path, parameters in braces
     * @param operation the id of the operation: verb and resource in camelCase ({@code createOrder}); unique
     */
    public static Route of(Method method, String path, String operation, String summary) {
        return new Route(method, path, operation, summary);
    }

    /** Never held back, whoever asks. */
    public Route probe() {
        entry = new Entry.Probe();
        return this;
    }

    /** Will be removed; the answers and the document say so. */
    public Route deprecated(Deprecation terms) {
        deprecation = Optional.of(terms);
        return this;
    }

    public Optional<Deprecation> deprecation() {
        return deprecation;
    }

    /** Takes any query on its address: a sender that cannot be changed may add one. */
    public Route ignoresQuery() {
        queryIgnored = true;
        return this;
    }

    boolean queryIgnored() {
        return queryIgnored;
    }

    public Route needs(String permission) {
        entry = new Entry.Needs(new Permission(permission), Optional.empty());
        return this;
    }

    /** Lets in whoever has one of both; the handler knows which of them is needed for what. */
    public Route needsOneOf(String permission, String or) {
        entry = new Entry.Needs(new Permission(permission), Optional.of(new Permission(or)));
        return this;
    }

    public Route takes(Class<? extends Record> type) {
        body = Optional.of(type);
        return this;
    }

    /** Takes a body that no record describes, with fields that nobody knows; the document has this file of it. */
    public Route takesForeign(String file) {
        foreign = Optional.of(file);
        return this;
    }

    /** Answers the same as 503 when it is not ready. */
    public Route orUnready() {
        unready = true;
        return this;
    }

    public Route gives(Class<?> type) {
        answer = Optional.of(type);
        return this;
    }

    /** Only asks: a repeat asks anew, so there is no key for it. */
    public Route onlyAsks() {
        asks = true;
        return this;
    }

    /** Whether a repeat under the same key is answered from memory. */
    public boolean keyed() {
        return method.keyed() && !asks;
    }

    /** Gives one of these, or null when there is none. */
    public Route givesOrNull(Class<?> type) {
        shape = Shape.ONE_OR_NONE;
        return gives(type);
    }

    /** Gives a table of these rows. */
    public Route tables(Class<? extends Record> row) {
        shape = Shape.TABLE;
        return gives(row);
    }

    /** Gives a list of these. */
    public Route lists(Class<?> type) {
        shape = Shape.LIST;
        return gives(type);
    }

    public Route creates(Class<?> type) {
        status = CREATED;
        placed = true;
        return gives(type);
    }

    /** Creates what nobody can read later: there is no address of it. */
    public Route createsUnread(Class<?> type) {
        status = CREATED;
        return gives(type);
    }

    /** Whether the answer says where that is which was created. */
    public boolean placed() {
        return placed;
    }

    /** Answers with the revision of what it changes, though what it answers does not show it. */
    public Route withRevision() {
        revised = true;
        return this;
    }

    /** Whether the answer has a revision for {@code If-Match}: that of the record that is shown, unless it was only asked for a computation. */
    public boolean revised() {
        return revised
                || !asks
                        && (shape == Shape.ONE || shape == Shape.ONE_OR_NONE)
                        && answer.filter(Class::isRecord)
                                .filter(Route::showsRevision)
                                .isPresent();
    }

    private static boolean showsRevision(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .anyMatch(component -> component.getName().equals("revision")
                        || component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)
                                && showsRevision(component.getType()));
    }

    /** Creates several, and answers them as a list. */
    public Route createsList(Class<?> type) {
        shape = Shape.LIST;
        return creates(type);
    }

    /** This parameter of the path is any text, not an id. */
    public Route pathText(String name) {
        texts.add(name);
        return this;
    }

    public Route parameter(Parameter parameter) {
        parameters.add(parameter);
        parameterNames.add(parameter.name());
        return this;
    }

    /** Takes these too, as it always did, and they change nothing: the document does not name them. */
    public Route ignores(Parameter... without) {
        for (Parameter parameter : without) {
            parameterNames.add(parameter.name());
        }
        return this;
    }

    /** Gives one page after the other. */
    public Route paged() {
        return parameter(Parameter.LIMIT).parameter(Parameter.CURSOR).withCount();
    }

    /** Says how many there are in all, unless the caller does not want to know. */
    public Route withCount() {
        counted = true;
        return this;
    }

    public boolean counted() {
        return counted && shape == Shape.LIST;
    }

    /** Answers the whole when the caller would rather have it. */
    public Route orTheWhole() {
        whole = true;
        return this;
    }

    public boolean whole() {
        return whole;
    }

    @SafeVarargs
    public final Route rejects(Class<? extends DomainError>... errors) {
        for (Class<? extends DomainError> error : errors) {
            rejections.add(error);
        }
        return this;
    }

    /** Parts that this route in particular cannot do without: 503 when they are unavailable. */
    public Route missesWithout(Unavailable.Part... parts) {
        missing.addAll(List.of(parts));
        return this;
    }

    /** Reads a list or report: it has little time and few connections, so that selling goes on beside it. */
    public Route costly() {
        rejections.add(RequestError.ListTooCostly.class);
        missing.add(Unavailable.Part.LISTS_BUSY);
        return this;
    }

    /** It may fail in these ways, 500. */
    public Route fails(WebhookFailed.Code... codes) {
        failures.addAll(List.of(codes));
        return this;
    }

    public List<WebhookFailed.Code> failures() {
        return List.copyOf(failures);
    }

    /** How to tell that what the path names is missing: asked before a bad body is complained about (REQUEST-1). */
    public Route within(Existence check) {
        existence = check;
        return this;
    }

    public Route handledBy(Handler toCall) {
        handler = toCall;
        return this;
    }

    public Method method() {
        return method;
    }

    public String path() {
        return path;
    }

    public String operation() {
        return operation;
    }

    public String summary() {
        return summary;
    }

    public Entry entry() {
        return entry;
    }

    /** The code of the permission it needs; empty for an open route. */
    public String permission() {
        return switch (entry) {
            case Entry.Open open -> "";
            case Entry.Probe probe -> "";
            case Entry.Needs needs -> needs.permission().code();
        };
    }

    public Optional<Class<? extends Record>> body() {
        return body;
    }

    public Optional<String> foreign() {
        return foreign;
    }

    public boolean unready() {
        return unready;
    }

    /** Bodies that it takes, by name, for the document. */
    public Map<String, String> examples() {
        Map<String, String> examples = new LinkedHashMap<>();
        body.ifPresent(type -> {
            for (Rules.Example example : type.getAnnotationsByType(Rules.Example.class)) {
                examples.put(example.name(), example.value());
            }
        });
        return examples;
    }

    public Optional<Class<?>> answer() {
        return answer;
    }

    public Shape shape() {
        return shape;
    }

    /** Parameters of the path that are not ids. */
    public List<String> texts() {
        return List.copyOf(texts);
    }

    public int status() {
        return status;
    }

    public List<Parameter> parameters() {
        return List.copyOf(parameters);
    }

    /** The names of the query parameters it takes: all others are refused. */
    Set<String> parameterNames() {
        return parameterNames;
    }

    public List<Class<? extends DomainError>> rejections() {
        return List.copyOf(rejections);
    }

    /** Whether the caller may insist on a revision with {@code If-Match}: then another one is refused. */
    public boolean conditional() {
        return rejections.contains(RequestError.RevisionMismatch.class);
    }

    public List<Unavailable.Part> missing() {
        return List.copyOf(missing);
    }

    public Existence existence() {
        return existence;
    }

    public Handler handler() {
        return handler;
    }
}
