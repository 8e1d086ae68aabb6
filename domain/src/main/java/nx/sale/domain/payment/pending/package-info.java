/** Payments that were announced and not yet reported: what is waited for, and the port that asks MQ-Pay. */
@NullMarked
package nx.sale.domain.payment.pending;

import org.jspecify.annotations.NullMarked;
