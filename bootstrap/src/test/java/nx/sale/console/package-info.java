/** The console: what serves it, what it asks of the API, what it says. */
@NullMarked
package nx.sale.console;

import org.jspecify.annotations.NullMarked;
