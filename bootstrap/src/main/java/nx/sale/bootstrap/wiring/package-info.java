/**
 * Builds every feature from its ports, by constructors only.
 *
 * <pre>
 *   Infrastructure   database, Kafka, Redis, sister services: what is started and closed
 *   Stores           every port as PostgreSQL implements it, by feature
 *   Core             what use cases of every feature share: clock, ids, requests, effects, audit
 *   *Wiring          one feature: takes what it needs, gives its routes and its tasks
 *   Features         all of them
 * </pre>
 */
@NullMarked
package nx.sale.bootstrap.wiring;

import org.jspecify.annotations.NullMarked;
