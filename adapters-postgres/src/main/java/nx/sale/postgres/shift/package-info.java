/** Shifts, tills and their books in SQL. */
@NullMarked
package nx.sale.postgres.shift;

import org.jspecify.annotations.NullMarked;
