/** The local catalogue in {@code ProductVariant} and {@code SaleChannel}. */
@NullMarked
package nx.sale.postgres.catalogue;

import org.jspecify.annotations.NullMarked;
