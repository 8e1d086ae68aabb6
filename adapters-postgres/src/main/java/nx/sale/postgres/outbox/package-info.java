/** The outbox: events stored with their cause, and the queue the relay publishes from. */
@NullMarked
package nx.sale.postgres.outbox;

import org.jspecify.annotations.NullMarked;
