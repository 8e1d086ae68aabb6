/**
 * Events on their way out: the wire messages, and the relay that takes them from the outbox to Kafka.
 *
 * <pre>
 *   aggregate event -&gt; KafkaEventCodec -&gt; row of the outbox (same transaction)
 *                                            |  woken after commit, polled every 250 ms
 *                                            v
 *   OutboxRelay: owns buckets -&gt; due rows, oldest first -&gt; one chain per key -&gt; KafkaPublisher -&gt; settled
 * </pre>
 *
 * A message is sent at least once, always with the same eventId, and within a key in order: the next one of a key leaves only when
 * the one before it is acknowledged.
 */
@NullMarked
package nx.sale.messaging;

import org.jspecify.annotations.NullMarked;
