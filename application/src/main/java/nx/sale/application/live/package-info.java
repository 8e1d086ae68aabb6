/** What screens show once a transaction has committed. */
@NullMarked
package nx.sale.application.live;

import org.jspecify.annotations.NullMarked;
