/** Points that an order earns. */
@NullMarked
package nx.sale.application.loyalty;

import org.jspecify.annotations.NullMarked;
