/**
 * Who may do what (docs/rules/access.md). A caller is a signed-in user or a service; a permission is a code such as
 * {@code SaleOrder.checkout} with the act it stands for.
 *
 * <p>Invariants:
 * <ol>
 *   <li>Nothing is allowed because a part is down: no policy, no entry.
 *   <li>Bypass roles are confined to the active merchant like everybody else.
 *   <li>A service has an explicit list of permissions.
 *   <li>An approval is spent once, in the transaction of what it is for. What takes two takes one of somebody else, whatever the
 *       caller may (docs/decisions/0015).
 * </ol>
 */
@NullMarked
package nx.sale.domain.access;

import org.jspecify.annotations.NullMarked;
