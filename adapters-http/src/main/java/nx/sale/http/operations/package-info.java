/** The routes operators and the platform use: overview, health, metrics. */
@NullMarked
package nx.sale.http.operations;

import org.jspecify.annotations.NullMarked;
