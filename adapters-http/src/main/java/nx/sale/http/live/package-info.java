/** Live updates: the hub every update goes through, the WebSocket at /stream, and Redis between replicas. */
@NullMarked
package nx.sale.http.live;

import org.jspecify.annotations.NullMarked;
