/** Who calls and what they may: tokens, service credentials, policies (docs/rules/access.md). */
@NullMarked
package nx.sale.http.access;

import org.jspecify.annotations.NullMarked;
