package nx.sale.http.server;

import java.util.Optional;

/**
 * What a route answers when it refuses nothing.
 *
 * @param status 2xx; a readiness probe also answers 503
 * @param body JSON, or CSV where the caller asked for it
 * @param revision the ETag
 * @param location path of what was created, below the base path
 * @param replayed whether this is the answer of an earlier request
 */
public record Answer(int status, String body, Optional<Long> revision, Optional<String> location, boolean replayed) {}
