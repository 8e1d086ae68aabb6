package nx.sale.postgres.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import nx.sale.domain.access.Approval;
import nx.sale.domain.access.ApprovalId;
import nx.sale.domain.access.Approvals;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Tx;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;

/** Approvals in {@code Approval}, each under the hash of its token. */
public final class PostgresApprovals implements Approvals {
    private static final Sql ADD = Sql.of("""
            insert into "Approval"
                   (id, merchantId, tokenHash, action, saleOrderId, posSessionId, approver, reason, expiresAt, createdAt)
            values (:id, :merchant, :hash, :action, :order, :session, :approver, :reason, :expiresAt, :at)
            """);

    @Override
    public void add(Tx tx, Approval approval, String token) {
        PostgresTx.of(tx)
                .later(ADD.bind("id", approval.id().value())
                        .bind("merchant", approval.merchant().value())
                        .bind("hash", hash(token))
                        .bind("action", approval.action())
                        .bind("order", approval.about().order().map(OrderId::value))
                        .bind("session", approval.about().session().map(SessionId::value))
                        .bind("approver", approval.approver())
                        .bind("reason", approval.reason())
                        .bind("expiresAt", approval.expiresAt())
                        .bind("at", approval.givenAt()));
    }

    private static final Sql SPEND = Sql.of("""
            update "Approval"
               set spentAt = :at, spentBy = :by
             where tokenHash = :hash and merchantId = :merchant and action = :action
               and saleOrderId is not distinct from :order and posSessionId is not distinct from :session
               and spentAt is null and expiresAt > :at
            returning id, approver, reason, createdAt, expiresAt
            """);

    @Override
    public Optional<Approval> claim(
            Tx tx, MerchantId merchant, String token, String action, Approval.About about, Actor by, Instant at) {
        return PostgresTx.of(tx)
                .ask(
                        SPEND.bind("hash", hash(token))
                                .bind("merchant", merchant.value())
                                .bind("action", action)
                                .bind("order", about.order().map(OrderId::value))
                                .bind("session", about.session().map(SessionId::value))
                                .bind("by", by.label())
                                .bind("at", at),
                        row -> new Approval(
                                new ApprovalId(row.getLong("id")),
                                merchant,
                                action,
                                about,
                                row.getString("approver"),
                                row.getString("reason"),
                                Rows.instant(row, "createdAt"),
                                Rows.instant(row, "expiresAt")))
                .first();
    }

    private static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
