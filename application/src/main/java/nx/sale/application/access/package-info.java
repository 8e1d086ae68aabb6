/** The use cases of access: what is refused is noted. */
@NullMarked
package nx.sale.application.access;

import org.jspecify.annotations.NullMarked;
