package com.example.board;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.id.OrderId;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the topics from their beginning until an order is completed, and shows it: {@code BROKERS ORDER SECONDS}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        OrderId wanted = new OrderId(Long.parseLong(arguments[1]));
        long until = System.nanoTime() + Duration.ofSeconds(Long.parseLong(arguments[2])).toNanos();
        ObjectMapper json = new ObjectMapper();
        Board board = new Board();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", arguments[0],
                "group.id", "board-" + ProcessHandle.current().pid(),
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("sale-order.changed", "payment.success"));
            while (System.nanoTime() < until) {
                for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofMillis(200))) {
                    board.fold(message.topic(), header(message, "eventId"), json.readTree(message.value()));
                }
                Optional<Board.Order> order = board.order(wanted);
                if (order.filter(Board.Order::settled).isPresent()) {
                    System.out.println(wanted + " " + order.get().status() + " " + order.get().total());
                    return;
                }
            }
        }
        System.err.println("the order was not completed in time: " + board.order(wanted));
        System.exit(1);
    }

    private static String header(ConsumerRecord<String, String> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
