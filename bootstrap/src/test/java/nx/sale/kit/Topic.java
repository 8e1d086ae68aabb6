package nx.sale.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what is on a topic, from the beginning. */
public final class Topic {
    /** One record. */
    public record Event(String key, JsonNode body, Map<String, String> headers, int partition, long offset) {
        public String eventId() {
            return headers.get("eventId");
        }

        public long sequence() {
            return Long.parseLong(headers.get("sequence"));
        }
    }

    private Topic() {}

    /** Everything with this key, once at least {@code count} are there; waits at most a minute. */
    public static List<Event> of(String brokers, String topic, String key, int count) {
        return read(brokers, topic, event -> event.key().equals(key), count);
    }

    public static List<Event> read(String brokers, String topic, Predicate<Event> wanted, int count) {
        Map<String, Object> config = Map.of("bootstrap.servers", brokers, "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<Event> events = new ArrayList<>();
            long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
            while (System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    Event event = event(record);
                    if (brokers.equals(Stack.get().kafkaBootstrap())) {
                        Messages.check(topic, event);
                    }
                    if (wanted.test(event)) {
                        events.add(event);
                    }
                });
                Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
                boolean all = ends.entrySet().stream().allMatch(e -> consumer.position(e.getKey()) >= e.getValue());
                if (all && events.size() >= count) {
                    break;
                }
            }
            return events;
        }
    }

    private static Event event(ConsumerRecord<String, String> record) {
        Map<String, String> headers = new java.util.LinkedHashMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        try {
            return new Event(
                    record.key(), Api.JSON.readTree(record.value()), headers, record.partition(), record.offset());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
