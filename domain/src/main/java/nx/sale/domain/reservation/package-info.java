/**
 * Tables promised to guests who come later (docs/rules/reservation.md).
 *
 * <pre>
 *   PENDING -&gt; CONFIRMED -&gt; CHECKED_IN            the guests are there: their order has the same tables
 *      |           |
 *      +-----------+--&gt; CANCELLED                  also as NO_SHOW, from a while after they should have come
 *      +-----------+--&gt; EXPIRED                    past its end and the grace: by the sweep
 * </pre>
 *
 * Invariants:
 * <ol>
 *   <li>A reservation and its usages are made, moved and ended in one transaction.
 *   <li>The units have room for the party, unless somebody says that it does not matter.
 *   <li>Check-in keeps the rows of the usages: they belong to the order from then on.
 * </ol>
 */
@NullMarked
package nx.sale.domain.reservation;

import org.jspecify.annotations.NullMarked;
