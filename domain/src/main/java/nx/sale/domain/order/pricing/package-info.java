/** The port to the pricing service: what is asked for an order, and the quote that answers it. */
@NullMarked
package nx.sale.domain.order.pricing;

import org.jspecify.annotations.NullMarked;
