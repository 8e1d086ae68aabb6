/**
 * Wires everything into one service, by constructors only.
 *
 * <pre>
 *   Main -&gt; Config (environment) -&gt; App: Infrastructure -&gt; Features: OrderWiring, PaymentWiring ... -&gt; HttpServer
 *
 *   start: schema guard, id lease, Kafka client, relay, live updates, server, housekeeping       stop: the other way round
 * </pre>
 */
@NullMarked
package nx.sale.bootstrap;

import org.jspecify.annotations.NullMarked;
