/** Builds every feature from its ports, by constructors only. */
@NullMarked
package nx.sale.bootstrap.wiring;

import org.jspecify.annotations.NullMarked;
