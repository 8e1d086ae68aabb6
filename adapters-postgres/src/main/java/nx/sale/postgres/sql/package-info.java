/**
 * The ground the stores stand on: statements with named parameters, transactions that hold writes back and send them together,
 * the outbox, the audit trail, remembered requests, id slots, migrations.
 *
 * <pre>
 *   store.lock(tx)   -&gt; tx.ask(...)    one round trip: all writes held back so far, then the reads
 *   store.update(tx) -&gt; tx.later(...)  held back
 *   commit           -&gt; what is held back and the commit, in one round trip
 * </pre>
 */
@NullMarked
package nx.sale.postgres.sql;

import org.jspecify.annotations.NullMarked;
