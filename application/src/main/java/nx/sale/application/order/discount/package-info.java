/** Giving discounts, comps and codes, and waiving service charges. */
@NullMarked
package nx.sale.application.order.discount;

import org.jspecify.annotations.NullMarked;
