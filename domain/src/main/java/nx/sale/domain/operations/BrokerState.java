package nx.sale.domain.operations;

import java.util.List;
import java.util.Optional;

/**
 * Where events go, as this service sees it.
 *
 * @param trouble what kept the broker from answering, in whole or about one topic
 * @param cluster the broker's own name of itself; empty when it did not answer
 * @param nodes who is there, by id
 * @param topics those this service writes, by name
 */
public record BrokerState(Optional<String> trouble, Optional<String> cluster, List<Node> nodes, List<Topic> topics) {
    public enum Health {
        /** Takes events. */
        UP,
        /** Answers, but some events will wait, or would not outlive another failure. */
        DEGRADED,
        /** Does not answer. */
        DOWN
    }

    /**
     * @param address host:port
     * @param controller whether it leads the others
     */
    public record Node(int id, String address, boolean controller) {}

    /**
     * @param partitions none when the topic is not there
     * @param leaderless partitions that take nothing now
     * @param underReplicated partitions with fewer copies than they should have
     */
    public record Topic(String name, int partitions, int leaderless, int underReplicated) {
        boolean whole() {
            return partitions > 0 && leaderless == 0 && underReplicated == 0;
        }
    }

    public BrokerState {
        nodes = List.copyOf(nodes);
        topics = List.copyOf(topics);
    }

    /** It did not answer, for this reason. */
    public static BrokerState unavailable(String trouble) {
        return new BrokerState(Optional.of(trouble), Optional.empty(), List.of(), List.of());
    }

    public Health health() {
        if (nodes.isEmpty()) {
            return Health.DOWN;
        }
        return trouble.isEmpty() && topics.stream().allMatch(Topic::whole) ? Health.UP : Health.DEGRADED;
    }
}
