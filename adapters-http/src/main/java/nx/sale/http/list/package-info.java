/** Lists over HTTP: filter, order, cursor, count. */
@NullMarked
package nx.sale.http.list;

import org.jspecify.annotations.NullMarked;
