/**
 * The use cases of the order: each gathers outside, locks the order, lets the aggregate decide, stores, and publishes.
 */
@NullMarked
package nx.sale.application.order;

import org.jspecify.annotations.NullMarked;
