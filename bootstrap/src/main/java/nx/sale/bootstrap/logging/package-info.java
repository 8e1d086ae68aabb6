/** How a log line looks: logfmt for people, JSON for machines. */
@NullMarked
package nx.sale.bootstrap.logging;

import org.jspecify.annotations.NullMarked;
