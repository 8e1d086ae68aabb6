/** The connection to Redis. */
@NullMarked
package nx.sale.http.redis;

import org.jspecify.annotations.NullMarked;
