package nx.sale.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import nx.sale.domain.operations.BrokerState;
import nx.sale.domain.operations.BrokerViews;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks Kafka how it is, over a connection that lives for the question. */
public final class KafkaCluster implements BrokerViews {
    private final KafkaPublisher.Access access;
    private final Duration patience;

    /**
     * @param patience how long to wait for an answer
     */
    public KafkaCluster(KafkaPublisher.Access access, Duration patience) {
        this.access = access;
        this.patience = patience;
    }

    @Override
    public BrokerState getState() {
        if (access.brokers().isBlank()) {
            return BrokerState.unavailable("no brokers are named");
        }
        Map<String, Object> config = new HashMap<>(access.security());
        config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, access.brokers());
        config.put(AdminClientConfig.CLIENT_ID_CONFIG, access.clientId() + "-health");
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        try {
            Admin admin = Admin.create(config);
            try {
                return ask(admin);
            } finally {
                admin.close(Duration.ZERO);
            }
        } catch (KafkaException e) {
            return BrokerState.unavailable(words(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return BrokerState.unavailable("interrupted");
        }
    }

    private BrokerState ask(Admin admin) throws InterruptedException {
        DescribeClusterResult cluster = admin.describeCluster();
        Map<String, KafkaFuture<TopicDescription>> described = admin.describeTopics(Topics.ALL.stream()
                        .map(name -> access.topicPrefix() + name)
                        .toList())
                .topicNameValues();
        try {
            int controller = cluster.controller().get().id();
            List<BrokerState.Node> nodes = cluster.nodes().get().stream()
                    .map(node ->
                            new BrokerState.Node(node.id(), node.host() + ":" + node.port(), node.id() == controller))
                    .sorted((one, other) -> Integer.compare(one.id(), other.id()))
                    .toList();
            List<BrokerState.Topic> topics = new ArrayList<>();
            Optional<String> trouble = Optional.empty();
            for (var topic : new TreeMap<>(described).entrySet()) {
                try {
                    topics.add(topic(topic.getValue().get()));
                } catch (ExecutionException e) {
                    topics.add(new BrokerState.Topic(topic.getKey(), 0, 0, 0));
                    if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                        trouble = Optional.of(topic.getKey() + ": " + words(e));
                    }
                }
            }
            return new BrokerState(trouble, Optional.of(cluster.clusterId().get()), nodes, topics);
        } catch (ExecutionException e) {
            return BrokerState.unavailable(words(e));
        }
    }

    private static BrokerState.Topic topic(TopicDescription description) {
        int leaderless = 0;
        int underReplicated = 0;
        for (TopicPartitionInfo partition : description.partitions()) {
            leaderless += Optional.ofNullable(partition.leader())
                            .filter(leader -> !leader.equals(Node.noNode()))
                            .isEmpty()
                    ? 1
                    : 0;
            underReplicated += partition.isr().size() < partition.replicas().size() ? 1 : 0;
        }
        return new BrokerState.Topic(
                description.name(), description.partitions().size(), leaderless, underReplicated);
    }

    private static String words(Exception e) {
        Throwable said = e.getCause() == null ? e : e.getCause();
        return KafkaPublisher.words(said);
    }
}
