/** The log of answered requests, by key. */
@NullMarked
package nx.sale.postgres.requests;

import org.jspecify.annotations.NullMarked;
