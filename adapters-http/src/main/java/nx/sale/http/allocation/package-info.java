/** The routes of the floor: layouts, free units, and who has which unit when. */
@NullMarked
package nx.sale.http.allocation;

import org.jspecify.annotations.NullMarked;
