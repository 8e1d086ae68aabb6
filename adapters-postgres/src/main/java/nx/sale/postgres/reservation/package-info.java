/** Reservations in PostgreSQL. */
@NullMarked
package nx.sale.postgres.reservation;

import org.jspecify.annotations.NullMarked;
