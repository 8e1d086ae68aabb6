/** Lists: the fields they can be filtered and sorted by, the query, and the page that answers it. */
@NullMarked
package nx.sale.domain.listing;

import org.jspecify.annotations.NullMarked;
