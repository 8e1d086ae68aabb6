package nx.sale.postgres.returns;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import nx.sale.domain.check.Share;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReturnId;
import nx.sale.domain.listing.Page;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.Totals;
import nx.sale.domain.order.charge.Charges;
import nx.sale.domain.returns.ReturnViews;
import nx.sale.domain.returns.Returns;
import nx.sale.domain.returns.SaleReturn;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Trace;
import nx.sale.domain.shared.Tx;
import nx.sale.postgres.sql.Jsonb;
import nx.sale.postgres.sql.Pages;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;
import nx.sale.postgres.sql.Trip;

/** Returns in {@code SaleReturn} and {@code SaleReturnItem}. The order's lock guards them. */
public final class PostgresReturns implements Returns, ReturnViews {
    private final Reads reads;
    private final Ids ids;

    public PostgresReturns(Reads reads, Ids ids) {
        this.reads = reads;
        this.ids = ids;
    }

    /** From {@code "SaleReturn" r}. */
    private static final String COLUMNS = """
            r.id, r.saleOrderId, r.number, r.deviceId, r.businessDate, r.currency, r.subtotal, r.discount, r.charge, r.tax, r.rounding, r.total,
            r.unpaid, r.cashRoundings, r.note, r.createdAt, r.createdBy,
            (select coalesce(jsonb_agg(jsonb_build_array(i.saleOrderItemId, i.saleCheckId, i.quantity::text, i.subtotal::text, i.discount::text,
                                                         i.tax::text, i.charge::text, i.chargeTax::text, i.restock, i.reason) order by i.id), '[]')
               from "SaleReturnItem" i where i.merchantId = :merchant and i.saleReturnId = r.id) as items
            """;

    private static SaleReturn read(ResultSet row) throws SQLException {
        CurrencyCode currency = new CurrencyCode(row.getString("currency"));
        JsonNode items = Jsonb.node(row.getString("items"));
        return new SaleReturn(
                new ReturnId(row.getLong("id")),
                new OrderId(row.getLong("saleOrderId")),
                row.getLong("number"),
                items(items),
                parts(items, currency),
                new SaleReturn.Sums(
                        Rows.totals(row, currency),
                        Rows.money(row, "unpaid", currency),
                        roundings(Jsonb.node(row.getString("cashRoundings")), currency)),
                Rows.optionalText(row, "deviceId").map(DeviceId::new),
                Rows.optionalText(row, "note"),
                row.getObject("businessDate", LocalDate.class),
                new Trace(
                        Rows.instant(row, "createdAt"),
                        row.getString("createdBy"),
                        Rows.instant(row, "createdAt"),
                        row.getString("createdBy")));
    }

    private static List<SaleReturn.Item> items(JsonNode rows) {
        Map<LineId, SaleReturn.Item> items = new LinkedHashMap<>();
        for (JsonNode row : rows) {
            LineId line = new LineId(row.get(0).longValue());
            items.merge(
                    line,
                    new SaleReturn.Item(
                            line,
                            Quantity.of(row.get(2).textValue()),
                            row.get(8).booleanValue(),
                            Optional.of(row.get(9)).filter(JsonNode::isTextual).map(JsonNode::textValue)),
                    (one, more) -> new SaleReturn.Item(
                            line, one.quantity().plus(more.quantity()), one.restock(), one.reason()));
        }
        return List.copyOf(items.values());
    }

    private static List<SaleReturn.Part> parts(JsonNode rows, CurrencyCode currency) {
        List<SaleReturn.Part> parts = new ArrayList<>();
        for (JsonNode row : rows) {
            parts.add(new SaleReturn.Part(
                    Optional.of(row.get(1)).filter(JsonNode::isNumber).map(check -> new CheckId(check.longValue())),
                    new Share(
                            new LineId(row.get(0).longValue()),
                            Quantity.of(row.get(2).textValue()),
                            Money.of(row.get(3).textValue(), currency),
                            Money.of(row.get(4).textValue(), currency),
                            Money.of(row.get(5).textValue(), currency),
                            new Charges.Part(
                                    Money.of(row.get(6).textValue(), currency),
                                    Money.of(row.get(7).textValue(), currency)))));
        }
        return parts;
    }

    /** As {@code [{"check": 5, "amount": "-200"}]}; without a check of the order as a whole. */
    private static String roundings(List<SaleReturn.Rounding> roundings) {
        return Jsonb.text(roundings.stream()
                .map(rounding -> {
                    Map<String, Object> fields = new LinkedHashMap<>();
                    rounding.check().ifPresent(check -> fields.put("check", check.value()));
                    fields.put("amount", rounding.amount().canonical());
                    return fields;
                })
                .toList());
    }

    private static List<SaleReturn.Rounding> roundings(JsonNode rows, CurrencyCode currency) {
        List<SaleReturn.Rounding> roundings = new ArrayList<>();
        for (JsonNode row : rows) {
            roundings.add(new SaleReturn.Rounding(
                    Optional.ofNullable(row.get("check")).map(check -> new CheckId(check.longValue())),
                    Money.of(row.get("amount").textValue(), currency)));
        }
        return roundings;
    }

    private static final Sql OF_ORDER = Sql.of("select " + COLUMNS + """
              from "SaleReturn" r
             where r.merchantId = :merchant and r.saleOrderId = :order
             order by r.number
            """);

    private static Sql.Bound ofOrder(MerchantId merchant, OrderId order) {
        return OF_ORDER.bind("merchant", merchant.value()).bind("order", order.value());
    }

    /** An order says itself whether something was returned: of most nothing was, and they need no look. */
    @Override
    public List<SaleReturn> read(Tx tx, OrderHeader order) {
        return order.progress().returned().messages().returns() == 0
                ? List.of()
                : PostgresTx.of(tx)
                        .ask(ofOrder(order.merchant(), order.id()), PostgresReturns::read)
                        .rows();
    }

    private static final Sql ADD = Sql.of("""
            insert into "SaleReturn"
                   (merchantId, id, saleOrderId, number, deviceId, businessDate, currency, subtotal, discount, charge, tax, rounding, total,
                    unpaid, cashRounding, cashRoundings, note, createdAt, createdBy)
            values (:merchant, :id, :order, :number, :device, :businessDate, :currency, :subtotal, :discount, :charge, :tax, :rounding, :total,
                    :unpaid, :cashRounding, cast(:cashRoundings as jsonb), :note, :at, :by)
            """);

    private static final Sql ADD_ITEM = Sql.of("""
            insert into "SaleReturnItem"
                   (merchantId, id, saleReturnId, saleOrderItemId, saleCheckId, quantity, subtotal, discount, charge, tax, chargeTax, restock,
                    reason)
            values (:merchant, :id, :goods, :line, :check, :quantity, :subtotal, :discount, :charge, :tax, :chargeTax, :restock, :reason)
            """);

    @Override
    public void add(Tx tx, MerchantId merchant, SaleReturn goods) {
        PostgresTx pg = PostgresTx.of(tx);
        Totals totals = goods.sums().totals();
        pg.later(ADD.bind("merchant", merchant.value())
                .bind("id", goods.id().value())
                .bind("order", goods.order().value())
                .bind("number", goods.number())
                .bind("device", goods.device().map(DeviceId::value))
                .bind("businessDate", goods.businessDate())
                .bind("currency", totals.total().currency().value())
                .bind("subtotal", totals.subtotal().amount())
                .bind("discount", totals.discount().amount())
                .bind("charge", totals.charge().amount())
                .bind("tax", totals.tax().amount())
                .bind("rounding", totals.rounding().amount())
                .bind("total", totals.total().amount())
                .bind("unpaid", goods.sums().unpaid().amount())
                .bind("cashRounding", goods.sums().cashRounding().amount())
                .bind("cashRoundings", roundings(goods.sums().roundings()))
                .bind("note", goods.note())
                .bind("at", goods.trace().createdAt())
                .bind("by", goods.trace().createdBy()));
        Map<LineId, SaleReturn.Item> items = new LinkedHashMap<>();
        goods.items().forEach(item -> items.put(item.line(), item));
        for (SaleReturn.Part part : goods.parts()) {
            Share share = part.share();
            Optional<SaleReturn.Item> item = Optional.ofNullable(items.get(share.line()));
            pg.later(ADD_ITEM.bind("merchant", merchant.value())
                    .bind("id", ids.next())
                    .bind("goods", goods.id().value())
                    .bind("line", share.line().value())
                    .bind("check", part.check().map(CheckId::value))
                    .bind("quantity", share.quantity().value())
                    .bind("subtotal", share.subtotal().amount())
                    .bind("discount", share.discount().amount())
                    .bind("charge", share.charged().amount().amount())
                    .bind("tax", share.tax().amount())
                    .bind("chargeTax", share.charged().tax().amount())
                    .bind("restock", item.map(SaleReturn.Item::restock).orElse(false))
                    .bind("reason", item.flatMap(SaleReturn.Item::reason)));
        }
    }

    @Override
    public List<SaleReturn> listReturns(MerchantId merchant, OrderId order) {
        return reads.list(ofOrder(merchant, order), PostgresReturns::read);
    }

    private static final Sql RETURNED = Sql.of("""
            select saleOrderId, currency, sum(subtotal) as subtotal, sum(discount) as discount, sum(charge) as charge, sum(tax) as tax,
                   sum(rounding) as rounding, sum(total) as total
              from "SaleReturn"
             where merchantId = :merchant and saleOrderId = any(:orders)
             group by saleOrderId, currency
            """);

    private record OfOrder(OrderId order, Totals returned) {}

    @Override
    public Map<OrderId, Totals> returned(MerchantId merchant, Collection<OrderId> orders) {
        if (orders.isEmpty()) {
            return Map.of();
        }
        return reads
                .list(
                        RETURNED.bind("merchant", merchant.value())
                                .bind(
                                        "orders",
                                        orders.stream().map(OrderId::value).toList()),
                        row -> new OfOrder(
                                new OrderId(row.getLong("saleOrderId")),
                                Rows.totals(row, new CurrencyCode(row.getString("currency")))))
                .stream()
                .collect(Collectors.toMap(OfOrder::order, OfOrder::returned));
    }

    private static final Sql PAGE = Sql.of("select " + COLUMNS + """
              from "SaleReturn" r
             where r.merchantId = :merchant and r.id > :after
             order by r.id
             limit :limit
            """);

    private static final Sql COUNT =
            Sql.of("select count(*) as returns from \"SaleReturn\" where merchantId = :merchant");

    @Override
    public Page<SaleReturn> listReturns(MerchantId merchant, int limit, Optional<Long> after, boolean counted) {
        return reads.lists(merchant).trip(trip -> {
            Trip.Reply<SaleReturn> rows = trip.read(
                    PAGE.bind("merchant", merchant.value())
                            .bind("after", after.orElse(0L))
                            .bind("limit", limit + 1),
                    PostgresReturns::read);
            OptionalLong count = counted
                    ? OptionalLong.of(trip.read(COUNT.bind("merchant", merchant.value()), row -> row.getLong("returns"))
                            .rows()
                            .getFirst())
                    : OptionalLong.empty();
            return Pages.of(rows.rows(), limit, count, goods -> goods.id().toString());
        });
    }

    private static final Sql FIND =
            Sql.of("select " + COLUMNS + " from \"SaleReturn\" r where r.merchantId = :merchant and r.id = :id");

    @Override
    public Optional<SaleReturn> findReturn(MerchantId merchant, ReturnId id) {
        return reads.first(FIND.bind("merchant", merchant.value()).bind("id", id.value()), PostgresReturns::read);
    }
}
