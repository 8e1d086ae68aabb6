/** Requests that act once, whatever is repeated, and what their caller is permitted to do. */
@NullMarked
package nx.sale.application.requests;

import org.jspecify.annotations.NullMarked;
