/** The routes of orders and their items. */
@NullMarked
package nx.sale.http.order;

import org.jspecify.annotations.NullMarked;
