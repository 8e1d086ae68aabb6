/**
 * Money that arrives by webhook (docs/rules/payment.md).
 *
 * <pre>
 *   webhook -&gt; inbox (once per event, transaction, attempt) -&gt; ledger of the order -&gt; paid, or a review
 *
 *   inbox:   new -&gt; APPLIED | LATE | IGNORED           a repeat answers DUPLICATE
 *                -&gt; PARKED | FAILED -- redelivery or replay -&gt; APPLIED | LATE
 *   attempt: SUCCESS beats FAILED beats CANCELLED beats EXPIRED, in whatever order they are received
 *   review:  OPEN -&gt; APPLIED | REFUNDED | DISMISSED, as its kind allows ({@link PaymentReview.Kind})
 * </pre>
 *
 * Invariants:
 * <ol>
 *   <li>The ledger is a function of the set of events received, not of their order.
 *   <li>received = for each check and for the order as a whole the successful attempts that name it, and what a transaction that
 *       names it reports beyond its attempts while none of these names another (PAYMENT-5, PAYMENT-6). What else is reported waits and is
 *       counted nowhere. What was counted is never more than what was reported; paid never falls.
 *   <li>Every unit received is in paid, or a LATE review accounts for it.
 *   <li>At most one review of a kind is open per order, check and attempt; more of the same raises its amount. What was taken back of an
 *       attempt is in REVERSED reviews about it for ever, open or dismissed. An attempt that takes another back is never money (PAYMENT-13).
 *   <li>What is refundable and what was refunded never exceed what was received, per order and per attempt; of what was taken
 *       back nothing is refundable.
 *   <li>Each unit of a bill is in one place ({@link Purse}): what is beyond goods that are kept, tips, refunds and what failed ones owe has an
 *       open review (RETURN-22).
 * </ol>
 */
@NullMarked
package nx.sale.domain.payment;

import org.jspecify.annotations.NullMarked;
