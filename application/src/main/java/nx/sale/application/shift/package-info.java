/** Shifts: opened, staffed, cash moved, closed with a Z. */
@NullMarked
package nx.sale.application.shift;

import org.jspecify.annotations.NullMarked;
