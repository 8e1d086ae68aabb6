/** The routes of points. */
@NullMarked
package nx.sale.http.loyalty;

import org.jspecify.annotations.NullMarked;
