/**
 * Goods that come back, and what the guest gets for them (docs/rules/return.md).
 *
 * <pre>
 *   COMPLETED order -- return of quantities --&gt; SaleReturn (amounts by line and check)
 *                                          '-&gt; refunds, to the tender the money came from
 * </pre>
 *
 * Invariants:
 * <ol>
 *   <li>A return of q units after k have gone gives A(k + q) - A(k) of every amount A of a line, A(k) = round4(A x k / Q); all
 *       returns of a line together give all of it.
 *   <li>A bill gives back what was kept of it before, less what is kept now; nothing is kept of a bill of which everything was returned.
 *   <li>Refunds never exceed what was received, less what went back before, per bill and per attempt.
 *   <li>What a failed refund owes goes back once, whole or in parts, and never what another gave already.
 * </ol>
 */
@NullMarked
package nx.sale.domain.returns;

import org.jspecify.annotations.NullMarked;
