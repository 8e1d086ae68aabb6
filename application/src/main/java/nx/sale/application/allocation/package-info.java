/** The use cases of the floor: layouts, and who has which unit when. */
@NullMarked
package nx.sale.application.allocation;

import org.jspecify.annotations.NullMarked;
