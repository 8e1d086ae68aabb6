/** Refusals as problem+json (RFC 9457): one mapper for every error of the domain. */
@NullMarked
package nx.sale.http.problem;

import org.jspecify.annotations.NullMarked;
