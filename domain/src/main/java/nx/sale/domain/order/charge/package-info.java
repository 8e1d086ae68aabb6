/** What a merchant adds to the price: service charges, copied onto the order when it is opened (docs/rules/charge.md). */
@NullMarked
package nx.sale.domain.order.charge;

import org.jspecify.annotations.NullMarked;
