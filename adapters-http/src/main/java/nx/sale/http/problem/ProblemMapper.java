package nx.sale.http.problem;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.shared.DomainError;
import nx.sale.http.json.Blank;

/** Turns a refusal by the domain into a problem. What words each refusal is above the features: {@code nx.sale.http.Problems}. */
public interface ProblemMapper {
    /**
     * What is known of an error without an instance at hand.
     *
     * @param fields whether it can name fields of the request
     */
    record Known(int status, String code, boolean fields) {}

    /** Status and words of a refusal. */
    Words words(DomainError error, Wall wall);

    /** The problem of a refusal that names no time. */
    default Problem problem(DomainError error) {
        return problem(error, Instant::toString);
    }

    /** The problem of a refusal; its members have times with offset, its text has those of the wall. */
    default Problem problem(DomainError error, Wall wall) {
        Words words = words(error, wall);
        Map<String, Object> members = Members.of(error);
        if (!words.fields().isEmpty()) {
            members.put("errors", words.fields());
        }
        return new Problem(words.status(), error.code(), words.title(), words.detail(), members, Optional.empty());
    }

    /** Status and code of an error type, from an instance with blank fields. */
    default Known known(Class<? extends DomainError> type) {
        DomainError blank = Blank.of(type);
        Words words = words(blank, Instant::toString);
        return new Known(words.status(), blank.code(), !words.fields().isEmpty());
    }
}
