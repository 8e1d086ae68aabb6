/**
 * Money on its way back to a guest (docs/rules/return.md).
 *
 * <pre>
 *   REQUESTED -&gt; SENT -&gt; SUCCESS            what MQ-Pay says, in whatever order it is received
 *       |          '----&gt; FAILED -- retried --&gt; another refund in its place
 *       '--- a person: MANUAL | FAILED
 * </pre>
 *
 * Invariants:
 * <ol>
 *   <li>SUCCESS beats MANUAL, MANUAL beats FAILED, FAILED beats SENT, whatever comes first (RETURN-12).
 *   <li>Only a FAILED refund leaves its money to others; one that was replaced stays FAILED.
 *   <li>A success of what went back in another way opens a review: the guest has the money twice (RETURN-13).
 *   <li>A FAILED refund is open while something of it can be given, and only then (RETURN-23).
 * </ol>
 */
@NullMarked
package nx.sale.domain.payment.refund;

import org.jspecify.annotations.NullMarked;
