/**
 * Clients of the sister services that price a cart and know the catalogue: one HTTP client each, with retries, a circuit breaker
 * and a budget of time. Nothing here is called under a lock.
 */
@NullMarked
package nx.sale.pricing;

import org.jspecify.annotations.NullMarked;
