/**
 * Tables, seats and lockers, and who has them when (docs/rules/floor.md).
 *
 * <pre>
 *   layout -&gt; zone -&gt; (zone) -&gt; unit         a layout is read and written as one
 *
 *   usage:  ACTIVE -&gt; SUCCESS                the order is paid, or the party has left
 *                  -&gt; CANCELLED              order or reservation cancelled
 *                  -&gt; EXPIRED                the reservation was missed
 * </pre>
 *
 * Invariants:
 * <ol>
 *   <li>A unit that is not shareable has at most one active usage at any moment, and at most one party sitting at it: the database
 *       refuses the second, whoever comes first.
 *   <li>Units of one request are taken in ascending order, so two requests never wait for each other.
 *   <li>A usage of a cancelled order is not active: both change in one transaction.
 *   <li>A usage always has an end; a party that stays longer is extended until the next reservation, then it overstays.
 *   <li>A unit that is taken is neither removed from its layout nor made shareable or unshareable.
 * </ol>
 */
@NullMarked
package nx.sale.domain.allocation;

import org.jspecify.annotations.NullMarked;
