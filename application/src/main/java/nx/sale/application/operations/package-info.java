/** What operators change: outbox messages, replayed payments. */
@NullMarked
package nx.sale.application.operations;

import org.jspecify.annotations.NullMarked;
