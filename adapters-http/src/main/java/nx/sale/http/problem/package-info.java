/** Refusals as problem+json (RFC 9457): what each error of the domain becomes, once its feature has worded it. */
@NullMarked
package nx.sale.http.problem;

import org.jspecify.annotations.NullMarked;
