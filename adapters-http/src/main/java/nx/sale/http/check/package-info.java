/** The checks of a divided bill. */
@NullMarked
package nx.sale.http.check;

import org.jspecify.annotations.NullMarked;
