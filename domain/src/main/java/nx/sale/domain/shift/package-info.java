/**
 * Cashier shifts: what a till took, what should be in its drawer, and the reports that say so (docs/rules/shift.md).
 *
 * <pre>
 *   OPEN --close, counted within the tolerance--------------------&gt; CLOSED, Z written
 *     |--close, too far off, recounts left--&gt; OPEN, one recount more
 *     '--close, too far off or not counted, with a reason and leave-&gt; CLOSED, Z written
 *
 *   payment, completion, cancel --&gt; books of the drawer's till --&gt; its open shift
 *                                                              '-&gt; none open: held, and the next shift's, marked as carried
 * </pre>
 *
 * Invariants:
 * <ol>
 *   <li>A till has at most one open shift, and an order opened in a shift was opened while it was open.
 *   <li>Every booking at a till that has had a shift is in exactly one shift, or held for the next; a closed shift gets none.
 *   <li>expected cash = float + cash taken + pay-in - pay-out - drop - refund, in the currency of the drawer.
 *   <li>A shift is closed once, with one Z; the Z reports of a till are numbered 1, 2, 3 ... and each holds the hash of the one before.
 *   <li>Over all shifts, and what is held, the takings of a tender are the successful payments of it.
 * </ol>
 */
@NullMarked
package nx.sale.domain.shift;

import org.jspecify.annotations.NullMarked;
