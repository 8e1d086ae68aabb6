/** The use cases of a divided bill: divide it, take that back, name a check, write one off. */
@NullMarked
package nx.sale.application.check;

import org.jspecify.annotations.NullMarked;
