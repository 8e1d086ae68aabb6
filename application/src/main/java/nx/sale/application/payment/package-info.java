/** The use cases of money that arrives: webhooks applied once, reviews resolved, troubled webhooks replayed. */
@NullMarked
package nx.sale.application.payment;

import org.jspecify.annotations.NullMarked;
