/** The metrics, as Prometheus reads them. */
@NullMarked
package nx.sale.bootstrap.metrics;

import org.jspecify.annotations.NullMarked;
