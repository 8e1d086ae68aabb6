/** Who calls and what they may: tokens, service credentials, policies (spec 04). */
@NullMarked
package nx.sale.http.access;

import org.jspecify.annotations.NullMarked;
