/**
 * What the kitchen cooks (docs/rules/kitchen.md). One ticket is what one station receives from one send; its items follow their lines when
 * orders are merged or split.
 *
 * <pre>
 *   item:    PENDING -&gt; COOKING -&gt; READY -&gt; SERVED      forward, also past a step
 *                 &lt;-------- one step back: recall
 *            PENDING | COOKING | READY -&gt; VOIDED        a started one with a permission and a reason; never a served one
 *
 *   ticket:  all voided -&gt; VOIDED; else all others served -&gt; COMPLETED; all ready or served -&gt; READY;
 *            any beyond PENDING -&gt; PROCESSING; else PENDING
 * </pre>
 *
 * Invariants:
 * <ol>
 *   <li>A line never has more with the kitchen than it has: {@code Line.sent} is the sum of its items that are not voided, less what
 *       was taken off the bill after it was served.
 *   <li>A combo's lead is not cooked, its parts are.
 *   <li>An item changes under the lock of its order, so every change has its place in the order's sequence.
 *   <li>The kitchen leaves an order's revision alone: a cook who advances a dish never makes a checkout ask for another quote.
 *   <li>The same key sent again for an order gives the tickets of the first time.
 * </ol>
 */
@NullMarked
package nx.sale.domain.kitchen;

import org.jspecify.annotations.NullMarked;
