/** The routes of reservations. */
@NullMarked
package nx.sale.http.reservation;

import org.jspecify.annotations.NullMarked;
