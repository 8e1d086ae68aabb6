package nx.sale.postgres.access;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import nx.sale.domain.access.Approval;
import nx.sale.domain.access.ApprovalId;
import nx.sale.domain.access.Approvals;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Tx;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;

/** Approvals in {@code Approval}, each under the hash of its token. */
public final class PostgresApprovals implements Approvals {
    private final Reads reads;

    public PostgresApprovals(Reads reads) {
        this.reads = reads;
    }

    private static final Sql ADD = Sql.of("""
            insert into "Approval"
                   (id, merchantId, tokenHash, action, saleOrderId, posSessionId, saleOrderItemId, amount, approver, reason,
                    expiresAt, createdAt)
            values (:id, :merchant, :hash, :action, :order, :session, :line, :amount, :approver, :reason, :expiresAt, :at)
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
                        .bind("line", line(approval.about()))
                        .bind("amount", amount(approval.about()))
                        .bind("approver", approval.approver())
                        .bind("reason", approval.reason())
                        .bind("expiresAt", approval.expiresAt())
                        .bind("at", approval.givenAt()));
    }

    private static Optional<Long> line(Approval.About about) {
        return about.discount().flatMap(Approval.Discount::line).map(LineId::value);
    }

    private static Optional<BigDecimal> amount(Approval.About about) {
        return about.discount().map(Approval.Discount::most).map(Money::amount);
    }

    private static final String GOOD = """
             where tokenHash = :hash and merchantId = :merchant and action = :action
               and saleOrderId is not distinct from :order and posSessionId is not distinct from :session
               and saleOrderItemId is not distinct from :line
               and (amount >= cast(:amount as numeric) or num_nonnulls(amount, cast(:amount as numeric)) = 0)
               and spentAt is null and expiresAt > :at
            """;

    private static final Sql SPEND = Sql.of("""
            update "Approval"
               set spentAt = :at, spentBy = :by
            """ + GOOD + """
            returning id, amount, approver, reason, createdAt, expiresAt
            """);

    @Override
    public Optional<Approval> claim(
            Tx tx, MerchantId merchant, String token, String action, Approval.About about, Actor by, Instant at) {
        return PostgresTx.of(tx)
                .ask(
                        bound(SPEND, merchant, token, action, about)
                                .bind("by", by.label())
                                .bind("at", at),
                        row -> approval(row, merchant, action, about))
                .first();
    }

    private static final Sql FIND = Sql.of("""
            select id, amount, approver, reason, createdAt, expiresAt
              from "Approval"
            """ + GOOD);

    @Override
    public Optional<Approval> find(MerchantId merchant, String token, String action, Approval.About about, Instant at) {
        return reads.first(
                bound(FIND, merchant, token, action, about).bind("at", at),
                row -> approval(row, merchant, action, about));
    }

    private static Sql.Bound bound(
            Sql statement, MerchantId merchant, String token, String action, Approval.About about) {
        return statement
                .bind("hash", hash(token))
                .bind("merchant", merchant.value())
                .bind("action", action)
                .bind("order", about.order().map(OrderId::value))
                .bind("session", about.session().map(SessionId::value))
                .bind("line", line(about))
                .bind("amount", amount(about));
    }

    private static Approval approval(ResultSet row, MerchantId merchant, String action, Approval.About about)
            throws SQLException {
        return new Approval(
                new ApprovalId(row.getLong("id")),
                merchant,
                action,
                new Approval.About(about.order(), about.session(), given(row, about)),
                row.getString("approver"),
                row.getString("reason"),
                Rows.instant(row, "createdAt"),
                Rows.instant(row, "expiresAt"));
    }

    /** In the currency of the order, which the wanted discount has too. */
    private static Optional<Approval.Discount> given(ResultSet row, Approval.About wanted) throws SQLException {
        BigDecimal amount = row.getBigDecimal("amount");
        return wanted.discount()
                .map(discount -> new Approval.Discount(
                        discount.line(), new Money(amount, discount.most().currency())));
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
