package nx.sale.bootstrap.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import nx.sale.messaging.KafkaPublisher;

/** Kafka, and who we are to it. */
final class KafkaSettings {
    private KafkaSettings() {}

    static KafkaPublisher.Access of(ConfigReader read, boolean serves, String application) {
        Optional<String> brokers =
                read.optional("APP_ENV_KAFKA_BROKERS", "Kafka bootstrap servers, host:port by commas");
        if (serves) {
            read.require(brokers, "APP_ENV_KAFKA_BROKERS");
        }
        Map<String, String> security = new HashMap<>();
        read.optional("APP_ENV_KAFKA_SECURITY_PROTOCOL", "PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL")
                .ifPresent(protocol -> security.put("security.protocol", protocol));
        Optional<String> mechanism =
                read.optional("APP_ENV_KAFKA_SASL_MECHANISM", "PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512");
        Optional<String> user = read.optional("APP_ENV_KAFKA_SASL_USERNAME", "Kafka user");
        Optional<String> password = read.secret("APP_ENV_KAFKA_SASL_PASSWORD", "Kafka password");
        if (mechanism.isPresent() && user.isPresent()) {
            String module = mechanism.get().equals("PLAIN")
                    ? "org.apache.kafka.common.security.plain.PlainLoginModule"
                    : "org.apache.kafka.common.security.scram.ScramLoginModule";
            security.put("sasl.mechanism", mechanism.get());
            security.put(
                    "sasl.jaas.config",
                    module + " required username=" + jaas(user.get()) + " password=" + jaas(password.orElse("")) + ";");
        }
        return new KafkaPublisher.Access(
                brokers.orElse(""),
                read.text("APP_ENV_KAFKA_CLIENT_ID", application, "name of this client to Kafka"),
                security,
                read.text("APP_ENV_KAFKA_TOPIC_PREFIX", "", "put before every topic name"));
    }

    /** A value of a JAAS entry: any character may be in a password. */
    private static String jaas(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
