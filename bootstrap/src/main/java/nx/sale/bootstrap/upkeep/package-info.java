/** What runs beside the requests: readiness, the sweep, the questions to MQ-Pay, and the guard of the schema. */
@NullMarked
package nx.sale.bootstrap.upkeep;

import org.jspecify.annotations.NullMarked;
