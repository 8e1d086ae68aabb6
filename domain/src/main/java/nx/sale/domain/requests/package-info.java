/** Writes that act once: the key of a request, the log of answered requests, and how a request can be wrong in itself. */
@NullMarked
package nx.sale.domain.requests;

import org.jspecify.annotations.NullMarked;
