/** The use cases of goods that come back and of the money for them. */
@NullMarked
package nx.sale.application.returns;

import org.jspecify.annotations.NullMarked;
