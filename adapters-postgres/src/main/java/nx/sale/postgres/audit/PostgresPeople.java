package nx.sale.postgres.audit;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import nx.sale.domain.access.People;
import nx.sale.domain.id.MerchantId;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Sql;

/** The names of people, from the audit: it keeps what their tokens said. */
public final class PostgresPeople implements People {
    private final Reads reads;

    public PostgresPeople(Reads reads) {
        this.reads = reads;
    }

    /** The condition on names and actions is word for word that of {@code AuditEntry_names_ix}. */
    private static final Sql NAMES = Sql.of("""
            select p.actor, n.actorName
              from unnest(cast(:labels as text[])) as p (actor)
             cross join lateral (
                   select e.actorName
                     from "AuditEntry" e
                    where e.merchantId = :merchant and e.actor = p.actor and e.actorName is not null
                      and e.action in ('ORDER_OPENED', 'CHECKED_IN', 'SPLIT', 'SENT_TO_KITCHEN', 'KITCHEN_ITEM_VOIDED', 'DISCOUNT_GIVEN',
                                       'CHARGE_WAIVED', 'APPROVAL_GIVEN', 'APPROVED', 'CANCELLED', 'RETURNED', 'TIP_ENTERED', 'REVIEW_RESOLVED',
                                       'RESERVATION_REQUESTED', 'SHIFT_OPENED', 'SHIFT_CLOSED', 'STAFF_ENROLLED', 'CASH_MOVED', 'NO_SALE')
                    order by e.id desc
                    limit 1) n
            """);

    @Override
    public Map<String, String> findNames(MerchantId merchant, Collection<String> labels) {
        Map<String, String> names = new HashMap<>();
        reads.list(
                NAMES.bind("merchant", merchant.value()).bindTexts("labels", labels),
                row -> names.put(row.getString("actor"), row.getString("actorName")) == null);
        return names;
    }
}
