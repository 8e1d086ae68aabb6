/** Live updates for screens: what is sent to which room, and whose rooms they are. */
@NullMarked
package nx.sale.domain.live;

import org.jspecify.annotations.NullMarked;
