/**
 * What every feature speaks: ids, money, quantities, who acts, transactions, errors, and the outbox.
 *
 * <p>Invariants:
 * <ol>
 *   <li>No amount is ever a floating-point number; four digits inside, the currency's own digits when payable.
 *   <li>Every division of an amount goes through {@link nx.sale.domain.shared.Money#allocate}: the parts add up exactly.
 *   <li>A write port cannot be called without a {@link nx.sale.domain.shared.Tx}.
 *   <li>Locks are taken in the order of {@link nx.sale.domain.shared.LockRank}; a step back is a bug and throws.
 * </ol>
 */
@NullMarked
package nx.sale.domain.shared;

import org.jspecify.annotations.NullMarked;
