/** The reports, straight from orders, lines and payments. */
@NullMarked
package nx.sale.postgres.report;

import org.jspecify.annotations.NullMarked;
