/** Approvals in PostgreSQL. */
@NullMarked
package nx.sale.postgres.access;

import org.jspecify.annotations.NullMarked;
