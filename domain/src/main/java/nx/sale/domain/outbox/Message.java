package nx.sale.domain.outbox;

import java.time.Instant;
import java.util.OptionalLong;
import nx.sale.domain.id.MerchantId;

/**
 * What leaves the service for one event.
 *
 * @param merchant whose message it is
 * @param topic without the configured prefix
 * @param key messages of one key arrive in order
 * @param sequence counts the messages of (topic, key) from 1; empty where the topic has no order
 * @param type a name of our own, never a class name
 * @param body JSON
 */
public record Message(
        MerchantId merchant,
        String topic,
        String key,
        OptionalLong sequence,
        String type,
        int version,
        String body,
        Instant occurredAt) {}
