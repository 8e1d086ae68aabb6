/** What follows from a change to an order, in one table, and what several use cases need of other features. */
@NullMarked
package nx.sale.application.effects;

import org.jspecify.annotations.NullMarked;
