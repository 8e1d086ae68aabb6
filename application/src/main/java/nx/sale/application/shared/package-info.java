/**
 * What the use cases share: requests that act once, and the table of effects that follow from what happens to an order.
 */
@NullMarked
package nx.sale.application.shared;

import org.jspecify.annotations.NullMarked;
