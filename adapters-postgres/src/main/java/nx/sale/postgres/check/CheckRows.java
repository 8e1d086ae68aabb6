package nx.sale.postgres.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import nx.sale.domain.check.CheckStatus;
import nx.sale.domain.check.Division;
import nx.sale.domain.check.SaleCheck;
import nx.sale.domain.check.Share;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.charge.Charges;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.postgres.order.TallyColumns;
import nx.sale.postgres.sql.Jsonb;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;

/** The row of {@code SaleCheck}, its shares in it or folded into it, to a check and back. */
final class CheckRows {
    /** From {@code "SaleCheck" c}. */
    static final String COLUMNS = """
            c.id, c.merchantId, c.saleOrderId, c.number, c.name, c.customerId, c.mode, c.deviceId, c.status, c.processingAt,
            c.partialAt, c.completedAt, c.cancelledAt, c.cancellationReason, c.currency, c.subtotal, c.discount, c.charge, c.tax, c.rounding,
            c.total, c.paid, c.received, c.cashPaid, c.otherPaid, c.tipsDeclared, c.cashRounding, c.tip, c.due, c.cashDue, c.createdAt, c.createdBy, c.modifiedAt, c.modifiedBy, c.revision,
            c.shares,
            case when c.shares is null
                 then (select coalesce(jsonb_agg(jsonb_build_array(i.saleOrderItemId, i.quantity::text, i.subtotal::text, i.discount::text,
                                                                   i.tax::text, i.charge::text, i.chargeTax::text) order by i.id), '[]')
                         from "SaleCheckItem" i where i.merchantId = :merchant and i.saleCheckId = c.id)
            end as shareRows
            """;

    private CheckRows() {}

    static SaleCheck read(ResultSet row) throws SQLException {
        CurrencyCode currency = new CurrencyCode(row.getString("currency"));
        CheckStatus status = CheckStatus.valueOf(row.getString("status"));
        return new SaleCheck(
                new CheckId(row.getLong("id")),
                new OrderId(row.getLong("saleOrderId")),
                new SaleCheck.Label(
                        row.getInt("number"),
                        row.getString("name"),
                        Rows.optionalLong(row, "customerId").map(CustomerId::new)),
                Division.Mode.valueOf(row.getString("mode")),
                Rows.optionalText(row, "deviceId").map(DeviceId::new),
                new SaleCheck.State(
                        status,
                        Rows.instant(row, "processingAt"),
                        Rows.optionalInstant(row, "partialAt"),
                        Rows.optionalInstant(row, "completedAt"),
                        Rows.optionalInstant(row, "cancelledAt"),
                        Rows.optionalText(row, "cancellationReason")),
                shares(row, currency),
                new SaleCheck.Balance(
                        Rows.totals(row, currency),
                        Rows.money(row, "paid", currency),
                        TallyColumns.read(
                                row, currency, status == CheckStatus.PROCESSING || status == CheckStatus.PARTIAL)),
                Rows.money(row, "received", currency),
                row.getLong("revision"),
                Rows.trace(row));
    }

    private static List<Share> shares(ResultSet row, CurrencyCode currency) throws SQLException {
        Array packed = row.getArray("shares");
        if (packed != null) {
            return PackedShares.unpack((Long[]) packed.getArray(), currency);
        }
        List<Share> shares = new ArrayList<>();
        for (JsonNode node : Jsonb.node(row.getString("shareRows"))) {
            shares.add(new Share(
                    new LineId(node.get(0).longValue()),
                    Quantity.of(node.get(1).textValue()),
                    Money.of(node.get(2).textValue(), currency),
                    Money.of(node.get(3).textValue(), currency),
                    Money.of(node.get(4).textValue(), currency),
                    new Charges.Part(
                            Money.of(node.get(5).textValue(), currency),
                            Money.of(node.get(6).textValue(), currency))));
        }
        return shares;
    }

    static Sql.Bound bind(Sql.Bound statement, SaleCheck check) {
        SaleCheck.State state = check.state();
        return TallyColumns.bind(statement, check.tally())
                .bind("id", check.id().value())
                .bind("order", check.order().value())
                .bind("number", check.label().number())
                .bind("name", check.label().name())
                .bind("customer", check.label().customer().map(CustomerId::value))
                .bind("mode", check.mode())
                .bind("device", check.device().map(DeviceId::value))
                .bind("status", state.status())
                .bind("processingAt", state.processingAt())
                .bind("partialAt", state.partialAt())
                .bind("completedAt", state.completedAt())
                .bind("cancelledAt", state.cancelledAt())
                .bind("reason", state.reason())
                .bind("currency", check.paid().currency().value())
                .bind("subtotal", check.totals().subtotal().amount())
                .bind("discount", check.totals().discount().amount())
                .bind("charge", check.totals().charge().amount())
                .bind("tax", check.totals().tax().amount())
                .bind("rounding", check.totals().rounding().amount())
                .bind("total", check.totals().total().amount())
                .bind("paid", check.paid().amount())
                .bind("received", check.received().amount())
                .bind("createdAt", check.trace().createdAt())
                .bind("createdBy", check.trace().createdBy())
                .bind("modifiedAt", check.trace().modifiedAt())
                .bind("modifiedBy", check.trace().modifiedBy())
                .bind("revision", check.revision());
    }
}
