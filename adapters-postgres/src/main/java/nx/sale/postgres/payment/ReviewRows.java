package nx.sale.postgres.payment;

import java.sql.ResultSet;
import java.sql.SQLException;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReviewId;
import nx.sale.domain.payment.PaymentReview;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.postgres.sql.Rows;

/** The row of {@code PaymentReview} to a review. */
final class ReviewRows {
    static final String COLUMNS = """
            id, merchantId, saleOrderId, kind, amount, currency, attemptUid, saleCheckId, status, note, createdAt, createdBy,
            modifiedAt, modifiedBy, revision
            """;

    private ReviewRows() {}

    static PaymentReview read(ResultSet row) throws SQLException {
        return new PaymentReview(
                new ReviewId(row.getLong("id")),
                new MerchantId(row.getLong("merchantId")),
                new OrderId(row.getLong("saleOrderId")),
                PaymentReview.Kind.valueOf(row.getString("kind")),
                Rows.money(row, "amount", new CurrencyCode(row.getString("currency"))),
                new PaymentReview.About(
                        Rows.optionalText(row, "attemptUid"),
                        Rows.optionalLong(row, "saleCheckId").map(CheckId::new)),
                PaymentReview.Status.valueOf(row.getString("status")),
                Rows.optionalText(row, "note"),
                row.getLong("revision"),
                Rows.trace(row));
    }
}
