package nx.sale.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import nx.sale.domain.outbox.Message;
import nx.sale.domain.outbox.OutboxQueue;
import nx.sale.domain.shared.PlainText;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends messages to Kafka: idempotent, acknowledged by all replicas, compressed with lz4. */
public final class KafkaPublisher implements AutoCloseable {
    /** The logger the platform's queries look for. */
    private static final int WORDS_SHOWN = 500;

    private static final Logger log = LoggerFactory.getLogger("KafkaProducer");

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /**
     * How to reach Kafka.
     *
     * @param security further client properties, such as {@code sasl.mechanism}
     * @param topicPrefix put before every topic name
     */
    public record Access(String brokers, String clientId, Map<String, String> security, String topicPrefix) {
        @Override
        public String toString() {
            return "Access[" + brokers + ", " + clientId + "]";
        }
    }

    private final Access access;
    private final String source;
    private volatile Optional<Producer<String, String>> producer = Optional.empty();
    private volatile boolean reached;

    /**
     * @param source names this service in the CloudEvents headers
     */
    public KafkaPublisher(Access access, String source) {
        this.access = access;
        this.source = source;
    }

    /** Opens the client; it connects by itself, now or later. */
    public void start() {
        Map<String, Object> config = new HashMap<>(access.security());
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, access.brokers());
        config.put(ProducerConfig.CLIENT_ID_CONFIG, access.clientId());
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 3_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        producer = Optional.of(new KafkaProducer<>(config, new StringSerializer(), new StringSerializer()));
    }

    /** Whether a broker has ever answered. Asks once more when none has. */
    public boolean reached() {
        if (!reached) {
            try {
                reached = !opened().partitionsFor(topic(Topics.SALE_ORDER_CHANGED))
                        .isEmpty();
            } catch (TimeoutException e) {
                log.atWarn().addKeyValue("brokers", access.brokers()).log("Kafka not reached yet");
            }
        }
        return reached;
    }

    /** Whether a failure may pass by itself: Kafka is down, slow or does not know us, the message is not to blame. */
    static boolean passing(Throwable failure) {
        return failure instanceof RetriableException
                || failure instanceof AuthenticationException
                || failure instanceof org.apache.kafka.common.errors.InterruptException;
    }

    /** What Kafka says, as answers show it: Kafka's own name of the failure without our packages, on one line. */
    static String words(Throwable failure) {
        return PlainText.shown(failure.getClass().getSimpleName() + ": " + failure.getMessage(), WORDS_SHOWN);
    }

    /** Sends one message; the future ends when it is acknowledged, or with Kafka's failure. */
    CompletableFuture<RecordMetadata> send(OutboxQueue.Pending pending) {
        CompletableFuture<RecordMetadata> done = new CompletableFuture<>();
        try {
            opened().send(record(pending), (metadata, failure) -> {
                if (failure == null) {
                    reached = true;
                    log.atInfo()
                            .addKeyValue("topic", metadata.topic())
                            .addKeyValue("partition", metadata.partition())
                            .addKeyValue("offset", metadata.offset())
                            .addKeyValue("key", pending.message().key())
                            .addKeyValue("eventId", pending.eventId())
                            .addKeyValue("requestId", pending.requestId())
                            .log("Message published");
                    done.complete(metadata);
                } else {
                    notPublished(pending, failure);
                    done.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException e) {
            notPublished(pending, e);
            done.completeExceptionally(e);
        }
        return done;
    }

    private void notPublished(OutboxQueue.Pending pending, Exception failure) {
        log.atError()
                .addKeyValue("topic", topic(pending.message().topic()))
                .addKeyValue("key", pending.message().key())
                .addKeyValue("eventId", pending.eventId())
                .addKeyValue("requestId", pending.requestId())
                .addKeyValue("error", failure)
                .log("Message not published");
    }

    private ProducerRecord<String, String> record(OutboxQueue.Pending pending) {
        Message message = pending.message();
        ProducerRecord<String, String> record =
                new ProducerRecord<>(topic(message.topic()), message.key(), message.body());
        Headers headers = record.headers();
        add(headers, "eventId", pending.eventId());
        add(headers, "eventType", message.type());
        add(headers, "eventVersion", Integer.toString(message.version()));
        message.sequence().ifPresent(sequence -> add(headers, "sequence", Long.toString(sequence)));
        add(headers, "requestId", pending.requestId());
        add(headers, "occurredAt", message.occurredAt().toString());
        add(headers, "content-type", "application/json");
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", pending.eventId());
        add(headers, "ce_type", message.type());
        add(headers, "ce_source", source);
        add(headers, "ce_subject", message.key());
        add(headers, "ce_time", message.occurredAt().toString());
        return record;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private String topic(String name) {
        return access.topicPrefix() + name;
    }

    private Producer<String, String> opened() {
        return producer.orElseThrow(() -> new IllegalStateException("not started"));
    }

    @Override
    public void close() {
        producer.ifPresent(open -> open.close(CLOSE_TIMEOUT));
    }
}
