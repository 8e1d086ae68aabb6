/** What follows from a change to an order, in one table: the features' reactions, in the order of their locks. */
@NullMarked
package nx.sale.application.effects;

import org.jspecify.annotations.NullMarked;
