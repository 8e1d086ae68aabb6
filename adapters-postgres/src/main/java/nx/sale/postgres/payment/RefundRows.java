package nx.sale.postgres.payment;

import java.sql.ResultSet;
import java.sql.SQLException;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReturnId;
import nx.sale.domain.id.ReviewId;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.payment.refund.RefundId;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Tender;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;

/** The row of {@code Refund} to a refund and back. */
final class RefundRows {
    static final String COLUMNS = """
            id, saleOrderId, saleReturnId, paymentReviewId, attemptUid, saleCheckId, way, tender, amount, currency, number, status,
            replacedById, note, nothingLeft, createdAt, createdBy, modifiedAt, modifiedBy, revision
            """;

    private RefundRows() {}

    static Refund read(ResultSet row) throws SQLException {
        return new Refund(
                new RefundId(row.getLong("id")),
                new OrderId(row.getLong("saleOrderId")),
                new Refund.Cause(
                        Rows.optionalLong(row, "saleReturnId").map(ReturnId::new),
                        Rows.optionalLong(row, "paymentReviewId").map(ReviewId::new)),
                new Refund.Source(
                        Rows.optionalText(row, "attemptUid"),
                        Rows.optionalLong(row, "saleCheckId").map(CheckId::new)),
                new Refund.Means(Refund.Way.valueOf(row.getString("way")), Tender.valueOf(row.getString("tender"))),
                Rows.money(row, "amount", new CurrencyCode(row.getString("currency"))),
                row.getLong("number"),
                new Refund.State(
                        Refund.Status.valueOf(row.getString("status")),
                        Rows.optionalLong(row, "replacedById").map(RefundId::new),
                        Rows.optionalText(row, "note"),
                        row.getBoolean("nothingLeft")),
                new Refund.Revised(row.getLong("revision"), Rows.trace(row)));
    }

    private static final Sql PUT = Sql.of("""
            insert into "Refund" as r
                   (merchantId, id, saleOrderId, saleReturnId, paymentReviewId, attemptUid, saleCheckId, way, tender, amount, currency, number,
                    status, replacedById, note, nothingLeft, createdAt, createdBy, modifiedAt, modifiedBy, revision)
            values (:merchant, :id, :order, :goods, :review, :attempt, :check, :way, :tender, :amount, :currency, :number,
                    :status, :replacedBy, :note, :nothingLeft, :createdAt, :createdBy, :modifiedAt, :modifiedBy, :revision)
                on conflict (merchantId, id) do update
               set status = excluded.status, replacedById = excluded.replacedById, note = excluded.note, nothingLeft = excluded.nothingLeft,
                   modifiedAt = excluded.modifiedAt, modifiedBy = excluded.modifiedBy, revision = excluded.revision
            """);

    static Sql.Bound put(MerchantId merchant, Refund refund) {
        return PUT.bind("merchant", merchant.value())
                .bind("id", refund.id().value())
                .bind("order", refund.order().value())
                .bind("goods", refund.cause().goods().map(ReturnId::value))
                .bind("review", refund.cause().review().map(ReviewId::value))
                .bind("attempt", refund.source().attemptUid())
                .bind("check", refund.source().check().map(CheckId::value))
                .bind("way", refund.means().way())
                .bind("tender", refund.means().tender())
                .bind("amount", refund.amount().amount())
                .bind("currency", refund.amount().currency().value())
                .bind("number", refund.number())
                .bind("status", refund.status())
                .bind("replacedBy", refund.state().replacedBy().map(RefundId::value))
                .bind("note", refund.state().note())
                .bind("nothingLeft", refund.state().nothingLeft())
                .bind("createdAt", refund.trace().createdAt())
                .bind("createdBy", refund.trace().createdBy())
                .bind("modifiedAt", refund.trace().modifiedAt())
                .bind("modifiedBy", refund.trace().modifiedBy())
                .bind("revision", refund.revision());
    }
}
