/**
 * The bill divided into checks (docs/rules/check.md).
 *
 * <pre>
 *                 payment, paid &lt; total
 *   PROCESSING -----------------------------&gt; PARTIAL --+
 *    |    |  \          payment, paid &gt;= total /   |  ^--+ payment (paid &lt; total)
 *    |    |   +-----------------&gt; COMPLETED &lt;-+    |
 *    |    +-- written off, or order cancelled --&gt; CANCELLED &lt;--+
 *    +------- division undone: deleted (so is a COMPLETED one of total 0)
 * </pre>
 *
 * Invariants:
 * <ol>
 *   <li>Checks and rest together are the bill: every amount and the total, to the last digit.
 *   <li>A check refers to quantities of lines and copies nothing; never more than the line has.
 *   <li>Totals are payable money; each check has its own rounding.
 *   <li>A check with total 0 is COMPLETED at once. Settling or removing the last open check completes the order, once nothing is due on the rest.
 *   <li>While everything is on checks, money for the order as a whole is late money.
 * </ol>
 */
@NullMarked
package nx.sale.domain.check;

import org.jspecify.annotations.NullMarked;
