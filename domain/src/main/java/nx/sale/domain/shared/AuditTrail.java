package nx.sale.domain.shared;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;

/** Who did what to which order, when, at which till, and why. Append-only. */
public interface AuditTrail {
    /**
     * One entry.
     *
     * @param action what was done, as the history shows it
     * @param details short facts: counts, amounts, ids; never secrets; what is empty is left out
     */
    record Entry(
            MerchantId merchant,
            Optional<OrderId> order,
            AuditAction action,
            Optional<String> reason,
            Map<String, String> details,
            Instant at) {
        public Entry {
            details = new LinkedHashMap<>(details);
            details.values().removeIf(String::isEmpty);
            details = Collections.unmodifiableMap(details);
        }
    }

    /**
     * Who did it, as an entry tells.
     *
     * @param label {@code user:42}, {@code service:mq-pay}
     * @param name what the person's token said then; kept nowhere else
     */
    record Who(String label, Optional<String> name) {
        public static Who of(Actor actor) {
            return new Who(actor.label(), actor.givenName());
        }
    }

    void append(Tx tx, Entry entry, Origin origin);
}
