package nx.sale.domain.requests;

import java.util.Optional;

/**
 * The answer to a request, as its adapter wrote it down for a repeat. Only that adapter reads it: a log stores the four parts and gives
 * them back unchanged.
 *
 * @param code a number that the adapter chooses, 0 when it needs none
 * @param revision of what the request changed
 * @param place where the caller finds what the request created
 */
public record Kept(int code, String content, Optional<Long> revision, Optional<String> place) {
    /** An answer that is all content. */
    public static Kept of(String content) {
        return new Kept(0, content, Optional.empty(), Optional.empty());
    }
}
