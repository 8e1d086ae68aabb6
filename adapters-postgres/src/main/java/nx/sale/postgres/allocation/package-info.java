/** The floor in PostgreSQL: layouts, and who has which unit when. */
@NullMarked
package nx.sale.postgres.allocation;

import org.jspecify.annotations.NullMarked;
