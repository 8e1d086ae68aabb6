/** What people take off the price: discounts, comps and codes, in the order in which they take effect (docs/rules/discount.md). */
@NullMarked
package nx.sale.domain.order.discount;

import org.jspecify.annotations.NullMarked;
