package nx.sale.domain.requests;

import java.util.Optional;

/**
 * The answer a caller got, so that a repeat gets the same.
 *
 * @param status an HTTP status, 2xx
 * @param body JSON
 * @param revision the ETag
 * @param location path of what was created
 * @param replayed whether this is the answer of an earlier request
 */
public record Answer(int status, String body, Optional<Long> revision, Optional<String> location, boolean replayed) {
    public Answer asReplay() {
        return new Answer(status, body, revision, location, true);
    }
}
