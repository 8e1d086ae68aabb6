/** The merchants' settings in {@code Setting}. */
@NullMarked
package nx.sale.postgres.settings;

import org.jspecify.annotations.NullMarked;
