/** Shifts over HTTP. */
@NullMarked
package nx.sale.http.shift;

import org.jspecify.annotations.NullMarked;
