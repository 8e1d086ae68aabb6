/** How every adapter reads and writes JSON, and takes in answers of other services: bounded in size, and with exact numbers. */
@NullMarked
package nx.sale.json;

import org.jspecify.annotations.NullMarked;
