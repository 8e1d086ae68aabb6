/** The checks of a divided bill, in {@code SaleCheck} and {@code SaleCheckItem}. */
@NullMarked
package nx.sale.postgres.check;

import org.jspecify.annotations.NullMarked;
