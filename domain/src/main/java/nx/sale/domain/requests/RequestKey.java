package nx.sale.domain.requests;

import nx.sale.domain.id.MerchantId;

/**
 * The name a caller gave its request, so that a repeat acts once (REQUEST-9).
 *
 * @param caller keys of two callers never meet
 * @param fingerprint hash of all that is asked for: the same key with another fingerprint is refused
 */
public record RequestKey(MerchantId merchant, String caller, String key, String fingerprint) {}
