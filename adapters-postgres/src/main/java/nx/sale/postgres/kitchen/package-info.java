/** The kitchen in PostgreSQL: stations, tickets and their items. */
@NullMarked
package nx.sale.postgres.kitchen;

import org.jspecify.annotations.NullMarked;
