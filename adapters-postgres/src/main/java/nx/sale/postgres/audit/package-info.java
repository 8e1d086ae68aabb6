/** The audit trail. */
@NullMarked
package nx.sale.postgres.audit;

import org.jspecify.annotations.NullMarked;
