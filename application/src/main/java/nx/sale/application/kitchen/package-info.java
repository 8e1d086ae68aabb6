/** The use cases of the kitchen: send, cook, rush, void, and its stations. */
@NullMarked
package nx.sale.application.kitchen;

import org.jspecify.annotations.NullMarked;
