package nx.sale.dev;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import nx.sale.messaging.Topics;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/** MQ-Pay reads {@code refund.requested} and gives the money back: sent, then success. What it does not know it leaves alone. */
final class RefundAnswers implements AutoCloseable {
    private final MqPayStandIn mqPay;
    private final KafkaConsumer<String, String> consumer;
    private final Thread thread;

    private RefundAnswers(MqPayStandIn mqPay, String brokers) {
        this.mqPay = mqPay;
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
                        ConsumerConfig.GROUP_ID_CONFIG, "mq-pay-stand-in",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest"),
                new StringDeserializer(),
                new StringDeserializer());
        thread = Thread.ofVirtual().name("mq-pay-refunds").unstarted(this::run);
    }

    static RefundAnswers start(MqPayStandIn mqPay, String brokers) {
        RefundAnswers answers = new RefundAnswers(mqPay, brokers);
        answers.thread.start();
        return answers;
    }

    private void run() {
        try (consumer) {
            consumer.subscribe(List.of(Topics.REFUND_REQUESTED));
            while (true) {
                for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofSeconds(1))) {
                    answer(message.value());
                }
            }
        } catch (WakeupException | InterruptedException closed) {
            // the stack stops
        }
    }

    private void answer(String message) throws InterruptedException {
        try {
            JsonNode refund = Sisters.JSON.readTree(message).path("refund");
            mqPay.answerRefund(refund, "sent");
            mqPay.answerRefund(refund, "success");
        } catch (JsonProcessingException | Complaint unknown) {
            System.err.println("mq-pay leaves a refund alone: " + unknown.getMessage());
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
    }
}
