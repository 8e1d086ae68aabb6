/** The routes of the local catalogue. */
@NullMarked
package nx.sale.http.catalogue;

import org.jspecify.annotations.NullMarked;
