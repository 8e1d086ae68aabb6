/** How work that is due as time passes is shared out between merchants. */
@NullMarked
package nx.sale.application.upkeep;

import org.jspecify.annotations.NullMarked;
