/**
 * What was sold, for the merchant (docs/rules/report.md).
 *
 * <pre>
 *   COMPLETED orders of the trading days asked for -&gt; sums by period, product, category, tender, hour, staff; times of the kitchen
 *
 *   order completed -&gt; noted in its transaction -- ten minutes, one replica --&gt; folded into the sums of its day and products
 * </pre>
 *
 * Invariants:
 * <ol>
 *   <li>Only COMPLETED orders count, on the trading day of their completion; both ends of a range are in it.
 *   <li>Amounts of different currencies are never added up: every row has one currency.
 *   <li>Products and categories add up to the subtotal, discount and tax of the orders; the orders' total has their rounding too.
 *   <li>Tenders add up to what came in for the orders: their totals and what was paid too much.
 *   <li>A combo's revenue is its lead's; its parts have quantities. A category counts dishes, so no leads.
 *   <li>What was not sold is zero, not absent, in rows by time.
 *   <li>An order is either noted or folded, never both and never neither: reports do not depend on how far the folding has come.
 * </ol>
 */
@NullMarked
package nx.sale.domain.report;

import org.jspecify.annotations.NullMarked;
