package nx.sale.http.json;

import java.util.List;

/** A request that cannot be understood; answered before anything happened. */
public final class InvalidInput extends RuntimeException {
    /** What kind of refusal it is. */
    public enum Kind {
        MALFORMED(400, "malformed-json", "The body is not JSON"),
        BAD_REQUEST(400, "bad-request", "The request is malformed"),
        TOO_LARGE(413, "body-too-large", "The body is too large"),
        MEDIA_TYPE(415, "media-type-unsupported", "The body must be application/json"),
        UPGRADE(426, "upgrade-required", "A WebSocket only"),
        INVALID(422, "invalid", "The request breaks a rule");

        private final int status;
        private final String code;
        private final String title;

        Kind(int status, String code, String title) {
            this.status = status;
            this.code = code;
            this.title = title;
        }

        public int status() {
            return status;
        }

        public String code() {
            return code;
        }

        public String title() {
            return title;
        }
    }

    private static final int ERRORS_SHOWN = 100;

    private final Kind kind;
    private final String detail;
    private final transient List<FieldError> errors;

    public InvalidInput(Kind kind, String detail, List<FieldError> errors) {
        super(detail, null, false, false);
        this.kind = kind;
        this.detail = detail;
        this.errors = List.copyOf(errors.subList(0, Math.min(ERRORS_SHOWN, errors.size())));
    }

    public static InvalidInput field(String path, String code, String message) {
        return fields(List.of(new FieldError(path, code, message)));
    }

    /** A person's id as tokens have it. Refuses the label that answers show people by: it would name somebody else. */
    public static String person(String path, String id) {
        if (id.isBlank() || id.indexOf(':') >= 0) {
            throw field(path, "format", "must be the id of a person alone, as 42 and not user:42");
        }
        return id;
    }

    public static InvalidInput fields(List<FieldError> errors) {
        FieldError first = errors.getFirst();
        String more = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)";
        return new InvalidInput(Kind.INVALID, first.path() + ": " + first.message() + more, errors);
    }

    public Kind kind() {
        return kind;
    }

    public String detail() {
        return detail;
    }

    public List<FieldError> errors() {
        return errors;
    }
}
