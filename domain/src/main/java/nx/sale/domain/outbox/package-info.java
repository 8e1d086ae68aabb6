/** Events on their way to the broker: appended in the transaction of their cause, published later, in order per key. */
@NullMarked
package nx.sale.domain.outbox;

import org.jspecify.annotations.NullMarked;
