/**
 * Clients of the sister services that price a cart and know the catalogue: one HTTP client each, with retries, a circuit breaker
 * and a budget of time. Nothing here is called under a lock.
 *
 * <p>What is accepted of pricing's amounts:
 *
 * <ul>
 *   <li>JSON numbers or text, at most {@value nx.sale.json.BoundedJson#NUMBER_LENGTH} characters, with an exponent or without.
 *   <li>More than four decimals, such as a unit price of 33.333333: rounded HALF_UP to four. A line's total is its base price, as pricing
 *       gives it, times the quantity, to 0.0001; the sums may differ from those of the lines by 0.0001 for each line and one.
 *   <li>A total that is subtotal - discount + tax rounded in any way, up, down or not at all, to the currency's own digits. What the guest
 *       pays is always rounded HALF_UP by us, and the order's {@code rounding} says by how much; pricing's own total stays in the snapshot.
 * </ul>
 *
 * Each of these differences is logged and counted ({@code sale_pricing_roundings_total}). An amount of 100,000,000,000 or more is the
 * guest's problem (422 {@code amount-too-large}). Anything else is a wrong answer: 503, nothing is stored. A status of 401, 403, 407, 408,
 * 425 or 429 says nothing about the cart and is 503 as well; any other 4xx is pricing's refusal.
 */
@NullMarked
package nx.sale.pricing;

import org.jspecify.annotations.NullMarked;
