/**
 * Points that guests earn (docs/rules/points.md).
 *
 * <pre>
 *   order COMPLETED with a customer -&gt; EARN, once for ever -&gt; balance
 *   goods come back -&gt; REVERSE, once for each return -&gt; balance, which may fall below zero
 * </pre>
 *
 * Invariants:
 * <ol>
 *   <li>An order earns once, whatever the webhooks do.
 *   <li>Points = floor(total / what one point costs): never more than earned; none while the merchant has not set the price.
 *   <li>A customer's balance at a merchant is the sum of the transactions there.
 *   <li>They go to the order's customer on the order's total; a check's customer is for its invoice (POINTS-5).
 * </ol>
 */
@NullMarked
package nx.sale.domain.loyalty;

import org.jspecify.annotations.NullMarked;
