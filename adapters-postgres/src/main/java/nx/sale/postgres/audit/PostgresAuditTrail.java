package nx.sale.postgres.audit;

import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Tx;
import nx.sale.postgres.sql.Jsonb;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.Sql;

/** The audit trail in {@code AuditEntry}; a trigger refuses to change it. */
public final class PostgresAuditTrail implements AuditTrail {
    private final Ids ids;

    public PostgresAuditTrail(Ids ids) {
        this.ids = ids;
    }

    private static final Sql APPEND = Sql.of("""
            insert into "AuditEntry"
                   (id, merchantId, saleOrderId, action, actor, actorName, deviceId, reason, requestId, details, createdAt)
            values (:id, :merchant, :order, :action, :actor, :name, :device, :reason, :request, cast(:details as jsonb), :at)
            """);

    @Override
    public void append(Tx tx, Entry entry, Origin origin) {
        PostgresTx.of(tx)
                .later(APPEND.bind("id", ids.next())
                        .bind("merchant", entry.merchant().value())
                        .bind("order", entry.order().map(OrderId::value))
                        .bind("action", entry.action().name())
                        .bind("actor", origin.actor().label())
                        .bind("name", origin.actor().givenName())
                        .bind("device", origin.device().map(DeviceId::value))
                        .bind("reason", entry.reason())
                        .bind("request", origin.requestId())
                        .bind("details", Jsonb.text(entry.details()))
                        .bind("at", entry.at()));
    }
}
