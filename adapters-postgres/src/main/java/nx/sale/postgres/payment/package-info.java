/** The webhook inbox, the ledgers and the reviews. */
@NullMarked
package nx.sale.postgres.payment;

import org.jspecify.annotations.NullMarked;
