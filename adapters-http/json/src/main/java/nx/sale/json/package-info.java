/** How every adapter reads and writes JSON: bounded in size, and with exact numbers. */
@NullMarked
package nx.sale.json;

import org.jspecify.annotations.NullMarked;
