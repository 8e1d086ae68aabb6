/** The record of a merge or split: the operation, the sums it conserves, and how one can be refused. */
@NullMarked
package nx.sale.domain.order.regroup;

import org.jspecify.annotations.NullMarked;
