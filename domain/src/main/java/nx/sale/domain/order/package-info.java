/**
 * The sale order: cart and order in one (docs/rules/order.md).
 *
 * <pre>
 *            checkout                payment, paid &lt; total
 *   DRAFT ------------&gt; PROCESSING -----------------------&gt; PARTIAL --+
 *     ^  &lt;------------      |   \        payment, paid &gt;= total    /  | payment
 *     |     revert          |    +---------------&gt; COMPLETED &lt;----+   | (paid &lt; total)
 *     |                     |                                     ^---+
 *     +--- cancel ----------+--- cancel ---&gt; CANCELLED &lt;--- cancel (refund due)
 *
 *   DRAFT -- merged into another, or its split undone --&gt; CANCELLED (MERGED | SPLIT_UNDONE)
 *   CANCELLED (MERGED) -- the merge undone --&gt; DRAFT
 * </pre>
 *
 * Invariants:
 * <ol>
 *   <li>subtotal = sum of line totals; total = max(0, subtotal - discount + tax), payable; the difference is in rounding.
 *   <li>Lines change only in DRAFT. COMPLETED and CANCELLED are terminal.
 *   <li>paid never decreases, and a payment moves an order only forward.
 *   <li>A combo's lead carries the price, its children are free and follow the lead in proportion.
 *   <li>A cart command reads and writes only the lines it touches: an add costs the same on line 3 and on line 3,000.
 *   <li>A merge, a split or an undo conserves subtotal, discount, tax and total - rounding over the orders it touches, and moves
 *       each line once; it is recorded with the sums before and after.
 *   <li>An undo comes after every later open operation on the same lines has been undone.
 *   <li>A price captured when a line is added is kept, whatever the catalogue does.
 * </ol>
 */
@NullMarked
package nx.sale.domain.order;

import org.jspecify.annotations.NullMarked;
