/** The use cases of reservations, from request to check-in. */
@NullMarked
package nx.sale.application.reservation;

import org.jspecify.annotations.NullMarked;
