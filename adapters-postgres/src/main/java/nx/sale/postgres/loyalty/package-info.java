/** The ledger of points in PostgreSQL. */
@NullMarked
package nx.sale.postgres.loyalty;

import org.jspecify.annotations.NullMarked;
