/** The checks of a divided bill, in {@code SaleCheck} and {@code SaleCheckItem}; large divisions in the former alone. */
@NullMarked
package nx.sale.postgres.check;

import org.jspecify.annotations.NullMarked;
