/** What operators look at, straight from the tables. */
@NullMarked
package nx.sale.postgres.operations;

import org.jspecify.annotations.NullMarked;
