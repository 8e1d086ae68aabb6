/** One replica at a time does the work that must not be done twice. */
@NullMarked
package nx.sale.postgres.leadership;

import org.jspecify.annotations.NullMarked;
