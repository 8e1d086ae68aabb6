/** Returns in PostgreSQL. */
@NullMarked
package nx.sale.postgres.returns;

import org.jspecify.annotations.NullMarked;
