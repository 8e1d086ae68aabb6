/** Orders and their lines in {@code SaleOrder}, {@code SaleOrderItem} and {@code SaleOrderItemAdd}. */
@NullMarked
package nx.sale.postgres.order;

import org.jspecify.annotations.NullMarked;
