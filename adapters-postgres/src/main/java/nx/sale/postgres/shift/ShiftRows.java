package nx.sale.postgres.shift;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.MovementId;
import nx.sale.domain.id.ReviewId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.payment.refund.RefundId;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Decimals;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Tender;
import nx.sale.domain.shift.CashCount;
import nx.sale.domain.shift.CashMoved;
import nx.sale.domain.shift.CashMovement;
import nx.sale.domain.shift.OpenOrders;
import nx.sale.domain.shift.PosSession;
import nx.sale.domain.shift.ShiftFigures;
import nx.sale.domain.shift.ShiftReading;
import nx.sale.domain.shift.Till;
import nx.sale.domain.shift.ZReport;
import nx.sale.domain.shift.ZReportId;
import nx.sale.postgres.sql.Jsonb;
import nx.sale.postgres.sql.Rows;

/** The rows of shifts to the domain and back, and the reads that changing and looking share. */
final class ShiftRows {
    static final String SESSION = """
            id, merchantId, deviceId, saleChannelId, status, currency, openingFloat, payIn, payOut, safeDrop, refund, tipOut, noSales,
            closeRecountCount, expectedCash, actualCash, denominations, handOver, note, closeNote, closedAt, closedBy, revision,
            createdAt, createdBy, modifiedAt, modifiedBy
            """;

    static final String MOVEMENT =
            "m.id, m.posSessionId, m.kind, m.amount, m.currency, m.reason, m.reversesId, m.paymentReviewId, m.refundId, m.userId, m.createdAt, m.createdBy ";

    static final String Z =
            "id, merchantId, deviceId, posSessionId, number, content, previousHash, hash, createdAt, createdBy ";

    /** The running sums and the open orders of a shift, in one statement so that they are of one moment. */
    static final String FIGURES = """
            (select coalesce(jsonb_agg(t order by t.currency, t.tender), '[]') from (
               select tender, currency, payments, amount::text, carried::text
                 from "PosSessionTender" where merchantId = :merchant and posSessionId = s.id) t) as tenders,
            (select coalesce(jsonb_agg(f order by f.currency), '[]') from (
               select currency, orders, carriedOrders, subtotal::text, discount::text, charge::text, tax::text, rounding::text, total::text,
                      cancelledOrders, cancelledTotal::text, late::text, over::text, cashRounding::text
                 from "PosSessionSales" where merchantId = :merchant and posSessionId = s.id) f) as sales,
            (select coalesce(jsonb_agg(g order by g.currency, g.tender, g.userId), '[]') from (
               select currency, tender, userId, amount::text
                 from "PosSessionTip" where merchantId = :merchant and posSessionId = s.id and amount <> 0) g) as tips,
            (select coalesce(jsonb_agg(r order by r.currency, r.tender), '[]') from (
               select tender, currency, sum(count) as refunds, sum(amount)::text as amount,
                      coalesce(sum(amount) filter (where carried), 0)::text as carried
                 from "TillReturn" where merchantId = :merchant and posSessionId = s.id and kind = 'REFUND'
                group by tender, currency
               having sum(count) <> 0 or sum(amount) <> 0) r) as refunds,
            (select coalesce(jsonb_agg(g order by g.currency), '[]') from (
               select currency, sum(count) as returns, sum(amount)::text as total
                 from "TillReturn" where merchantId = :merchant and posSessionId = s.id and kind = 'RETURN'
                group by currency) g) as returns,
            (select coalesce(jsonb_agg(o order by o.status, o.currency), '[]') from (
               select status, currency, count(*) as orders, sum(total)::text as total, sum(paid)::text as paid
                 from "SaleOrder"
                where merchantId = :merchant and drawerDeviceId = s.deviceId
                  and status in ('DRAFT', 'PROCESSING', 'PARTIAL') and deletedAt is null
                group by status, currency) o) as openOrders
            """;

    /** What {@link #FIGURES} gives. */
    record Figures(ShiftFigures sums, OpenOrders open) {}

    private ShiftRows() {}

    static PosSession session(ResultSet row) throws SQLException {
        return switch (PosSession.Status.valueOf(row.getString("status"))) {
            case OPEN -> open(row);
            case CLOSED -> PosSession.Closed.of(open(row), closing(row));
        };
    }

    static PosSession.Open open(ResultSet row) throws SQLException {
        CurrencyCode currency = new CurrencyCode(row.getString("currency"));
        return new PosSession.Open(
                new SessionId(row.getLong("id")),
                new PosSession.Place(
                        new MerchantId(row.getLong("merchantId")),
                        new DeviceId(row.getString("deviceId")),
                        new SaleChannelId(row.getLong("saleChannelId"))),
                Rows.money(row, "openingFloat", currency),
                new CashMoved(
                        Rows.money(row, "payIn", currency),
                        Rows.money(row, "payOut", currency),
                        Rows.money(row, "safeDrop", currency),
                        Rows.money(row, "refund", currency),
                        Rows.money(row, "tipOut", currency)),
                new PosSession.Counts(row.getInt("closeRecountCount"), row.getInt("noSales")),
                Rows.optionalText(row, "note"),
                row.getLong("revision"),
                Rows.trace(row));
    }

    private static PosSession.Closing closing(ResultSet row) throws SQLException {
        List<CashCount.Denomination> piles = Rows.optionalText(row, "denominations")
                .map(ShiftRows::denominations)
                .orElse(List.of());
        return new PosSession.Closing(
                Rows.instant(row, "closedAt"),
                row.getString("closedBy"),
                row.getBigDecimal("expectedCash"),
                Rows.optionalDecimal(row, "actualCash").map(amount -> new CashCount(amount, piles)),
                Rows.optionalText(row, "closeNote"),
                row.getBoolean("handOver"));
    }

    private static List<CashCount.Denomination> denominations(String json) {
        List<CashCount.Denomination> piles = new ArrayList<>();
        for (JsonNode pile : Jsonb.node(json)) {
            piles.add(new CashCount.Denomination(
                    new BigDecimal(pile.path("value").asText()),
                    pile.path("count").asInt()));
        }
        return piles;
    }

    static String denominations(List<CashCount.Denomination> piles) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (CashCount.Denomination pile : piles) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("value", Decimals.plain(pile.value()));
            row.put("count", pile.count());
            rows.add(row);
        }
        return Jsonb.text(rows);
    }

    static CashMovement movement(ResultSet row) throws SQLException {
        return new CashMovement(
                new MovementId(row.getLong("id")),
                new SessionId(row.getLong("posSessionId")),
                CashMovement.Kind.valueOf(row.getString("kind")),
                new Money(row.getBigDecimal("amount"), new CurrencyCode(row.getString("currency"))),
                row.getString("reason"),
                Rows.optionalLong(row, "reversesId").map(MovementId::new),
                new CashMovement.Cause(
                        Rows.optionalLong(row, "paymentReviewId").map(ReviewId::new),
                        Rows.optionalLong(row, "refundId").map(RefundId::new),
                        Rows.optionalText(row, "userId")),
                row.getString("createdBy"),
                Rows.instant(row, "createdAt"));
    }

    static Till till(ResultSet row) throws SQLException {
        return new Till(
                new MerchantId(row.getLong("merchantId")),
                new DeviceId(row.getString("deviceId")),
                Rows.optionalLong(row, "openSessionId").map(SessionId::new),
                row.getLong("lastNumber"),
                row.getString("lastHash"));
    }

    static Figures figures(ResultSet row) throws SQLException {
        return new Figures(
                new ShiftFigures(
                        all(row, "tenders", ShiftRows::tender),
                        all(row, "sales", ShiftRows::sales),
                        all(row, "tips", ShiftRows::tip),
                        all(row, "refunds", ShiftRows::refund),
                        all(row, "returns", ShiftRows::goods)),
                new OpenOrders(all(row, "openOrders", ShiftRows::open)));
    }

    private static <T> List<T> all(ResultSet row, String column, Function<JsonNode, T> reader) throws SQLException {
        List<T> read = new ArrayList<>();
        Jsonb.node(row.getString(column)).forEach(node -> read.add(reader.apply(node)));
        return read;
    }

    private static ShiftFigures.TenderSum tender(JsonNode row) {
        return new ShiftFigures.TenderSum(
                named(row),
                currency(row),
                row.path("payments").asLong(),
                decimal(row, "amount"),
                decimal(row, "carried"));
    }

    private static Optional<Tender> named(JsonNode row) {
        return Optional.of(row.path("tender").asText())
                .filter(name -> !name.equals(ShiftReading.name(Optional.empty())))
                .map(Tender::valueOf);
    }

    private static ShiftFigures.TipSum tip(JsonNode row) {
        return new ShiftFigures.TipSum(named(row), row.path("userid").asText(), currency(row), decimal(row, "amount"));
    }

    private static ShiftFigures.SalesSum sales(JsonNode row) {
        return new ShiftFigures.SalesSum(
                currency(row),
                row.path("orders").asLong(),
                row.path("carriedorders").asLong(),
                decimal(row, "subtotal"),
                decimal(row, "discount"),
                decimal(row, "charge"),
                decimal(row, "tax"),
                decimal(row, "rounding"),
                decimal(row, "total"),
                row.path("cancelledorders").asLong(),
                decimal(row, "cancelledtotal"),
                decimal(row, "late"),
                decimal(row, "over"),
                decimal(row, "cashrounding"));
    }

    private static ShiftFigures.RefundSum refund(JsonNode row) {
        return new ShiftFigures.RefundSum(
                Tender.valueOf(row.path("tender").asText()),
                currency(row),
                row.path("refunds").asLong(),
                decimal(row, "amount"),
                decimal(row, "carried"));
    }

    private static ShiftFigures.ReturnSum goods(JsonNode row) {
        return new ShiftFigures.ReturnSum(currency(row), row.path("returns").asLong(), decimal(row, "total"));
    }

    private static OpenOrders.Sum open(JsonNode row) {
        return new OpenOrders.Sum(
                OrderStatus.valueOf(row.path("status").asText()),
                currency(row),
                row.path("orders").asLong(),
                decimal(row, "total"),
                decimal(row, "paid"));
    }

    private static CurrencyCode currency(JsonNode row) {
        return new CurrencyCode(row.path("currency").asText());
    }

    private static BigDecimal decimal(JsonNode row, String field) {
        return new BigDecimal(row.path(field).asText());
    }

    static ZReport z(ResultSet row) throws SQLException {
        return new ZReport(
                new ZReportId(row.getLong("id")),
                new MerchantId(row.getLong("merchantId")),
                new DeviceId(row.getString("deviceId")),
                new SessionId(row.getLong("posSessionId")),
                row.getLong("number"),
                Rows.instant(row, "createdAt"),
                row.getString("content"),
                row.getString("previousHash"),
                row.getString("hash"));
    }
}
