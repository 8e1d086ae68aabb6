/** Which rooms of live updates belong to which merchant. */
@NullMarked
package nx.sale.postgres.live;

import org.jspecify.annotations.NullMarked;
