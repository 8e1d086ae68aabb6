/** The routes of returns and refunds. */
@NullMarked
package nx.sale.http.returns;

import org.jspecify.annotations.NullMarked;
