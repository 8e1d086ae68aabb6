package nx.sale.http.access;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.access.PolicyRule;

/** A cache of policy definitions that several replicas share. Whatever goes wrong with it, it just knows nothing. */
public interface SharedPolicies {
    /** No shared cache: every replica remembers for itself. */
    SharedPolicies NONE = new SharedPolicies() {
        @Override
        public Optional<Entry> find(String userId) {
            return Optional.empty();
        }

        @Override
        public void put(String userId, Entry entry, Duration keep) {}
    };

    /** A user's definitions and when they were fetched from identity. */
    record Entry(List<PolicyRule> rules, Instant fetchedAt) {
        public Entry {
            rules = List.copyOf(rules);
        }
    }

    Optional<Entry> find(String userId);

    void put(String userId, Entry entry, Duration keep);
}
