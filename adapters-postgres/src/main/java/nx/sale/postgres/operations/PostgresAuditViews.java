package nx.sale.postgres.operations;

import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.listing.ListQuery;
import nx.sale.domain.operations.AuditViews;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.postgres.sql.Jsonb;
import nx.sale.postgres.sql.PostgresListing;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Rows;

/** The audit, from {@code AuditEntry}. */
public final class PostgresAuditViews implements AuditViews {
    private final PostgresListing<Recorded> listing;

    public PostgresAuditViews(Reads reads) {
        listing = PostgresListing.ofLog(
                reads,
                "id, saleOrderId, action, actor, actorName, deviceId, reason, requestId, details, createdAt",
                "\"AuditEntry\"",
                row -> new Recorded(
                        row.getLong("id"),
                        row.getString("action"),
                        new AuditTrail.Who(row.getString("actor"), Rows.optionalText(row, "actorName")),
                        Rows.optionalLong(row, "saleOrderId").map(OrderId::new),
                        Rows.optionalText(row, "deviceId"),
                        Rows.optionalText(row, "reason"),
                        row.getString("requestId"),
                        Jsonb.texts(row.getString("details")),
                        Rows.instant(row, "createdAt")));
    }

    @Override
    public List<Recorded> list(MerchantId merchant, ListQuery query) {
        return listing.list(merchant, query);
    }

    @Override
    public long count(MerchantId merchant, Optional<ListQuery.Filter> where) {
        return listing.count(merchant, where);
    }
}
