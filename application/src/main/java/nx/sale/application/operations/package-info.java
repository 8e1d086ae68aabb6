/** What operators change: messages on their way, payments told again. */
@NullMarked
package nx.sale.application.operations;

import org.jspecify.annotations.NullMarked;
